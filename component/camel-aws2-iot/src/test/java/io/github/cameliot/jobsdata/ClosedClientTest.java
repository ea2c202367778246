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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.outcome.MemoryOutcomes;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** A client of the user's that is closed before the context has stopped, as a container closes beans in an order of its own. */
class ClosedClientTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final JobsEmulator emulator = JobsEmulator.start();
    private final IotJobsDataPlaneClient mine = IotJobsDataPlaneClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(emulator.endpoint())
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BlockingJob job = new BlockingJob();
    private final LogCapture log = LogCapture.start();

    @BeforeEach
    void waitLong() {
        camel.getRegistry().bind("mine", mine);
        camel.getShutdownStrategy().setTimeout(120);
    }

    @AfterEach
    void close() {
        job.letEnd();
        camel.stop();
        mine.close();
        emulator.close();
        log.close();
    }

    @Test
    void theSessionsEndWithOneWarningAndTheStopIsNotHeldUp() throws Exception {
        List<JobSession> sessions = startJobs("");
        mine.close();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(camel::stop);
        await().until(camel::isStopping);
        job.letEnd();
        stop.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(sessions).allSatisfy(session -> {
            assertThat(session.state()).isEqualTo(State.LOST);
            assertThat(session.loss()).contains(Loss.clientClosed);
        });
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("Lost ", "its client was closed", "after the CamelContext has stopped", "in 300 s");
        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void aHeartbeatFindsOutWhileTheRouteRunsAndTheRouteIsTold() throws Exception {
        List<JobSession> sessions = startJobs("&lease=15s&heartbeat=1s");
        CompletableFuture<Loss> told = new CompletableFuture<>();
        sessions.get(0).onLost(told::complete);

        mine.close();

        assertThat(told.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Loss.clientClosed);
        assertThat(sessions.get(0).isLost()).isTrue();
    }

    @Test
    void anOutcomeThatIsKeptStaysForTheNextProcess() throws Exception {
        MemoryOutcomes repository = new MemoryOutcomes();
        camel.getRegistry().bind("kept", repository);
        startJobs("&outcomeRepository=#kept");
        mine.close();

        job.letEnd();
        await().atMost(AT_ONCE).until(() -> repository.rows().size() == 3);
        camel.stop();

        assertThat(repository.rows()).hasSize(3);
        assertThat(warnings()).singleElement().asString().contains("is kept");
    }

    @Test
    void anOutcomeIsKeptThoughAHeartbeatFoundOutBefore() throws Exception {
        MemoryOutcomes repository = new MemoryOutcomes();
        camel.getRegistry().bind("kept", repository);
        startJobs("&outcomeRepository=#kept&lease=15s&heartbeat=1s");
        mine.close();
        await().atMost(AT_ONCE).until(() -> warnings().stream().anyMatch(line -> line.contains("Heartbeat failed")));

        job.letEnd();

        await().atMost(AT_ONCE).until(() -> repository.rows().size() == 3);
    }

    @Test
    void pollsThatFindTheClientClosedWarnOnceForAllThings() {
        emulator.createThing("pump-1", "pump-2", "pump-3");
        run("");
        await().until(() -> emulator.requests().total() >= 3);

        mine.close();

        await().atMost(AT_ONCE).until(() -> !warnings().isEmpty());
        await().atMost(AT_ONCE)
                .until(() -> log.lines().stream()
                                .filter(l -> l.contains("cannot be polled, because its client is closed"))
                                .count()
                        >= 2);
        assertThat(warnings()).singleElement().asString().contains("The client was closed while it was still in use");
    }

    /** One on each of three things, with a route that runs. */
    private List<JobSession> startJobs(String options) throws Exception {
        emulator.createJob("ota-7", "{}", "pump-1", "pump-2", "pump-3");
        run(options);
        return List.of(job.awaitSession(), job.awaitSession(), job.awaitSession());
    }

    private void run(String options) {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("iot-jobs-data:startNext?thing=pump-1,pump-2,pump-3&delay=20&maxDelay=50"
                                    + "&iotJobsDataPlaneClient=#mine" + options)
                            .process(job);
                }
            });
            camel.start();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> warnings() {
        return log.lines().stream()
                .filter(line -> line.startsWith("WARN io.github.cameliot") || line.startsWith("ERROR"))
                .toList();
    }
}
