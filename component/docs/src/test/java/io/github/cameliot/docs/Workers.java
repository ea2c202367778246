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

import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Several workers of one service: Camel contexts with routes of a page, and clients of the AWS SDK alone. */
final class Workers implements AutoCloseable {

    private static final Set<String> RUNNING = Set.of("QUEUED", "IN_PROGRESS");

    private final JobsEmulator emulator =
            JobsEmulator.builder().region("eu-west-1").start();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Path classes;

    /** @param classes a folder for compiled classes, as from {@code @TempDir} */
    Workers(Path classes) {
        this.classes = classes;
    }

    JobsEmulator emulator() {
        return emulator;
    }

    /** A context whose component calls the emulator often; the test binds beans and starts it. */
    DefaultCamelContext context() {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.disableJMX();
        // Jobs that still run then are part of a test, and polls are repeated for ever.
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        camel.getShutdownStrategy().setTimeout(200);
        IotJobsDataConfiguration options = connect(camel, emulator.endpoint().toString());
        options.setDelay(Duration.ofMillis(20));
        options.setMaxDelay(Duration.ofMillis(100));
        open.add(camel::stop);
        return camel;
    }

    /** Lets the component of a context call that endpoint. */
    static IotJobsDataConfiguration connect(DefaultCamelContext camel, String endpoint) {
        IotJobsDataConfiguration options =
                camel.getComponent("iot-jobs-data", IotJobsDataComponent.class).getConfiguration();
        options.setUriEndpointOverride(endpoint);
        options.setRegion("eu-west-1");
        options.setAccessKey("any");
        options.setSecretKey("any");
        return options;
    }

    /** Adds the routes of a code block in that language. */
    DefaultCamelContext load(DefaultCamelContext camel, String language, String source) throws Exception {
        if (language.equals("java")) {
            Object routes =
                    DocBed.compiled(source, classes).getDeclaredConstructor().newInstance();
            camel.addRoutes((RoutesBuilder) routes);
        } else {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("example." + language, source));
        }
        return camel;
    }

    /** A client of the AWS SDK, with its defaults. */
    IotJobsDataPlaneClient client() {
        IotJobsDataPlaneClient client = IotJobsDataPlaneClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
        open.add(client);
        return client;
    }

    /** Waits until that job has ended on that thing. */
    Execution ended(String thing, String job) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> emulator.execution(thing, job),
                        e -> !RUNNING.contains(e.status().name()));
    }

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        emulator.close();
    }
}
