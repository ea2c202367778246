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

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures the cost of many things and many sessions in a JVM of its own, and compares it with the limits. With {@code
 * -Dscale.strict=true} the exit code is 1 if a limit is not held.
 */
public final class ScaleBenchmark {

    private ScaleBenchmark() {}

    public static void main(String[] args) throws Exception {
        int exit = process();
        if (exit != 0) {
            System.exit(exit);
        }
    }

    private static int process() throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:MarkSweepAlwaysCompactCount=1", // no filler objects in the histogram
                        "-Dlog4j2.configurationFile=log4j2-scale.properties",
                        "-Dscale.folder=" + System.getProperty("scale.folder", "target/scale"),
                        "-Dscale.strict=" + Boolean.getBoolean("scale.strict"),
                        "-Dscale.only=" + System.getProperty("scale.only", ""),
                        "-cp",
                        classPath(),
                        Measurements.class.getName())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** The class path of this program, also in a build tool that loads it with its own class loader. */
    private static String classPath() {
        if (ScaleBenchmark.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private interface Measurement {
        void measure(Results results) throws Exception;
    }

    /**
     * All parts by name, in order. First come those that timers of the SDK would disturb: it keeps some for half a
     * minute after each call.
     */
    private static Map<String, Measurement> all() {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("things", results -> new IdleHeap().measure(results));
        all.put("sessions", SessionCost::measureHeap);
        all.put("churn", results -> new Churn().measure(results));
        all.put("fleet", results -> new PacedFleet().measure(results));
        all.put("polls", results -> new PollCost().measure(results));
        all.put("listing", results -> new ListingCost().measure(results));
        all.put("claim", ClaimLatency::measure);
        all.put("heartbeats", SessionCost::measureCpu);
        return all;
    }

    /** The part that {@code scale.only} names, or all. */
    private static Collection<Measurement> chosen() {
        String only = System.getProperty("scale.only", "");
        Map<String, Measurement> all = all();
        if (only.isEmpty()) {
            return all.values();
        }
        if (!all.containsKey(only)) {
            throw new IllegalArgumentException("scale.only=" + only + " is not possible: use one of " + all.keySet());
        }
        return List.of(all.get(only));
    }

    /** The process that measures. */
    static final class Measurements {

        private Measurements() {}

        public static void main(String[] args) throws Exception {
            Collection<Measurement> chosen = chosen();
            Results results = new Results(System.out);
            for (Measurement measurement : chosen) {
                measurement.measure(results);
            }
            results.write(Path.of(System.getProperty("scale.folder"), "result.json"));
            System.exit(Boolean.getBoolean("scale.strict") && !results.allHeld() ? 1 : 0);
        }
    }
}
