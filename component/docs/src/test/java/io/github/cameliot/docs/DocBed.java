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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.control.IotJobsComponent;
import io.github.cameliot.control.IotJobsConfiguration;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Runs what a page shows: an emulator, and a Camel context whose components are connected to it. The context is not
 * started before a test starts it.
 */
final class DocBed implements AutoCloseable {

    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "REJECTED", "TIMED_OUT", "CANCELED");

    private final JobsEmulator emulator =
            JobsEmulator.builder().region("eu-west-1").start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Path classes;

    /** @param classes a folder for compiled classes, as from {@code @TempDir} */
    DocBed(Path classes) {
        this.classes = classes;
        // Jobs that still run then are part of a test, and polls are repeated for ever.
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        camel.getShutdownStrategy().setTimeout(200);
        IotJobsDataConfiguration data =
                camel.getComponent("iot-jobs-data", IotJobsDataComponent.class).getConfiguration();
        data.setUriEndpointOverride(emulator.endpoint().toString());
        data.setRegion("eu-west-1");
        data.setAccessKey("any");
        data.setSecretKey("any");
        data.setDelay(Duration.ofMillis(20));
        data.setMaxDelay(Duration.ofMillis(100));
        IotJobsConfiguration control =
                camel.getComponent("iot-jobs", IotJobsComponent.class).getConfiguration();
        control.setUriEndpointOverride(emulator.endpoint().toString());
        control.setRegion("eu-west-1");
        control.setAccessKey("any");
        control.setSecretKey("any");
        control.setDelay(Duration.ofMillis(20));
        control.setMaxDelay(Duration.ofMillis(100));
    }

    JobsEmulator emulator() {
        return emulator;
    }

    DefaultCamelContext camel() {
        return camel;
    }

    /** Sets a property that an example reads as <code>{{name}}</code>. */
    DocBed property(String name, String value) {
        camel.getPropertiesComponent().addInitialProperty(name, value);
        return this;
    }

    /**
     * Adds what a code block of that language ({@code java}, {@code yaml} or {@code xml}) shows: routes, or a
     * configuration class with beans.
     */
    DocBed load(String language, String source) throws Exception {
        if (!language.equals("java")) {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("example." + language, source));
            return this;
        }
        Object example = compiled(source, classes).getDeclaredConstructor().newInstance();
        PluginHelper.getBeanPostProcessor(camel).postProcessBeforeInitialization(example, "example");
        PluginHelper.getBeanPostProcessor(camel).postProcessAfterInitialization(example, "example");
        if (example instanceof RoutesBuilder routes) {
            camel.addRoutes(routes);
        }
        if (example instanceof CamelConfiguration configuration) {
            configuration.configure(camel);
        }
        return this;
    }

    /** Waits until that job has ended on that thing. */
    Execution ended(String thing, String job) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> emulator.execution(thing, job),
                        e -> ENDED.contains(e.status().name()));
    }

    CamelContext start() {
        camel.start();
        return camel;
    }

    /** The class of a block of Java, which compiles without a warning and without other blocks. */
    static Class<?> compiled(String source, Path classes) throws ReflectiveOperationException, IOException {
        return compiled(List.of(source), classes).get(0);
    }

    /** The classes of blocks of Java that may use each other. */
    static List<Class<?>> compiled(List<String> sources, Path classes)
            throws ReflectiveOperationException, IOException {
        Map<String, String> blocks = new LinkedHashMap<>();
        for (String source : sources) {
            String name = found("(?m)^(?:public )?(?:final )?(?:class|record|interface) (\\w+)", source)
                    .orElseThrow(() -> new AssertionError("No class in " + source));
            assertThat(blocks.put(name, source)).as("a second class " + name).isNull();
        }
        Javac.compile(blocks, classes);
        // Not closed: routes load their classes while they run.
        ClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, DocBed.class.getClassLoader());
        List<Class<?>> types = new ArrayList<>();
        for (Map.Entry<String, String> block : blocks.entrySet()) {
            types.add(loader.loadClass(found("(?m)^package ([\\w.]+);", block.getValue())
                    .map(folder -> folder + "." + block.getKey())
                    .orElse(block.getKey())));
        }
        return types;
    }

    private static Optional<String> found(String pattern, String source) {
        return Pattern.compile(pattern)
                .matcher(source)
                .results()
                .map(m -> m.group(1))
                .findFirst();
    }

    @Override
    public void close() {
        camel.stop();
        emulator.close();
    }
}
