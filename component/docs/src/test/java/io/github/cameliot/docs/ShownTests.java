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
package io.github.cameliot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes that a page shows, as JUnit runs them in a project of a user, but several tests at a time. */
final class ShownTests {

    private ShownTests() {}

    /**
     * What became of each test of these blocks of Java: null if it passed, else why not. Its key is {@code class.method}.
     *
     * @param classes an empty folder for compiled classes
     */
    static Map<String, String> run(List<String> blocks, Path classes) throws ReflectiveOperationException, IOException {
        Map<String, String> results = Collections.synchronizedMap(new TreeMap<>());
        List<Class<?>> types = DocBed.compiled(blocks, classes);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(types.get(0).getClassLoader());
        try {
            launcher(results).execute(request(types));
        } finally {
            thread.setContextClassLoader(before);
        }
        return results;
    }

    /** The same in a new folder below that one. */
    static Map<String, String> runIn(Path parent, List<String> blocks)
            throws ReflectiveOperationException, IOException {
        return run(blocks, Files.createTempDirectory(parent, "classes"));
    }

    /** How many tests each class has, and how many of them failed: {@code FirmwareTest 6 0}. */
    static List<String> counts(Map<String, String> results) {
        return results.keySet().stream()
                .collect(Collectors.groupingBy(name -> name.split("\\.")[0], TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(of -> of.getKey() + " " + of.getValue().size() + " "
                        + of.getValue().stream()
                                .filter(name -> results.get(name) != null)
                                .count())
                .toList();
    }

    private static LauncherDiscoveryRequest request(List<Class<?>> types) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(types.stream().map(DiscoverySelectors::selectClass).toList())
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .build();
    }

    private static Launcher launcher(Map<String, String> results) {
        Launcher launcher = LauncherFactory.create();
        launcher.registerTestExecutionListeners(new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                String why = result.getThrowable().map(Throwable::toString).orElse(null);
                if (test.isTest()) {
                    results.put(name(test), why);
                } else if (why != null) {
                    results.put(test.getDisplayName() + ".class", why);
                }
            }
        });
        return launcher;
    }

    private static String name(TestIdentifier test) {
        String type = test.getParentIdObject().orElseThrow().getLastSegment().getValue();
        return type + "." + test.getDisplayName().replaceFirst("\\(.*", "");
    }
}
