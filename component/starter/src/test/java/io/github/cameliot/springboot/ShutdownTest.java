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
package io.github.cameliot.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** An application that is closed while a job runs. */
class ShutdownTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    private final JobsEmulator emulator = JobsEmulator.start();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() {
        later.shutdownNow();
        emulator.close();
    }

    @Test
    void theJobEndsAndIsReportedByAClientThatSpringClosesAfterwards() {
        app().withBean("mine", IotJobsDataPlaneClient.class, this::client).run(app -> {
            running.await();
            closing(app);
        });

        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aClientThatIsClosedBeforeCamelDoesNotHoldUpTheShutdown() {
        IotJobsDataPlaneClient client = client();
        long[] took = new long[1];

        app().withPropertyValues("camel.main.shutdown-timeout=120")
                .withBean("mine", IotJobsDataPlaneClient.class, () -> client)
                .withBean(ClosesTooEarly.class, () -> new ClosesTooEarly(client))
                .run(app -> {
                    running.await();
                    long from = System.nanoTime();
                    closing(app);
                    app.close();
                    took[0] = System.nanoTime() - from;
                });

        assertThat(Duration.ofNanos(took[0])).isLessThan(AT_ONCE);
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    private ApplicationContextRunner app() {
        emulator.createJob("ota-7", "{}", "pump-12");
        return BootApp.with("camel.component.iot-jobs-data.delay=50ms")
                .withPropertyValues("camel.main.shutdown-timeout=30")
                .withBean(RoutesBuilder.class, () -> new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("iot-jobs-data:startNext?thing=pump-12").process(e -> {
                            running.countDown();
                            mayEnd.await();
                        });
                    }
                });
    }

    /** The job ends only when Camel is already waiting for it. */
    private void closing(ConfigurableApplicationContext app) {
        CamelContext camel = app.getBean(CamelContext.class);
        later.scheduleWithFixedDelay(
                () -> {
                    if (camel.isStopping()) {
                        mayEnd.countDown();
                    }
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
    }

    private IotJobsDataPlaneClient client() {
        return IotJobsDataPlaneClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(emulator.endpoint())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    /** Has the phase that SmartLifecycle has by default, so that it is stopped before Camel. */
    private record ClosesTooEarly(IotJobsDataPlaneClient client) implements SmartLifecycle {

        @Override
        public void start() {
            // the client is open from the beginning
        }

        @Override
        public void stop() {
            client.close();
        }

        @Override
        public boolean isRunning() {
            return true;
        }
    }
}
