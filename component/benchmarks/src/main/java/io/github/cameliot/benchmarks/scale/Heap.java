/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on
 * an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the
 * specific language governing permissions and limitations under the License.
 */
package io.github.cameliot.benchmarks.scale;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The objects on the heap that are reachable, by class: a histogram after a full collection, as of
 * {@code jcmd GC.class_histogram}.
 *
 * @param total all bytes
 * @param bytes of each class of the component, and of each other class with many objects; this measurement is itself on
 *     the heap
 */
record Heap(long total, Map<String, Long> bytes) {

    private static final long MANY = 16_384;
    private static final String COMPONENT = "io.github.cameliot.jobsdata.";

    static Heap live() {
        try {
            String text = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            Map<String, Long> bytes = new HashMap<>();
            text.lines()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d+:.*"))
                    .forEach(line -> {
                        String[] columns = line.split("\\s+");
                        bytes.merge(columns[3], Long.parseLong(columns[2]), Long::sum);
                    });
            long total = bytes.values().stream().mapToLong(Long::longValue).sum();
            bytes.entrySet().removeIf(e -> e.getValue() < MANY && !e.getKey().contains(COMPONENT));
            return new Heap(total, bytes);
        } catch (JMException e) {
            throw new IllegalStateException("This JVM does not provide a class histogram", e);
        }
    }

    /** The growth since then, by class. */
    Heap since(Heap before) {
        Map<String, Long> more = new HashMap<>(bytes);
        before.bytes.forEach((name, size) -> more.merge(name, -size, Long::sum));
        return new Heap(total - before.total, more);
    }

    /** The bytes of the objects of the component's classes in this package. */
    long ofPackage(String name) {
        return bytes.entrySet().stream()
                .filter(e -> e.getKey().contains(COMPONENT + name + "."))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The classes with the most bytes, for each of this number of objects. */
    String most(int classes, int of) {
        return bytes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(classes)
                .map(e -> e.getKey().replaceAll("^.*\\.", "") + " " + Math.round((double) e.getValue() / of))
                .collect(Collectors.joining(", "));
    }
}
