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

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.client.RetryMode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** The health check of a consumer, as probes and people see it. */
class ConsumerHealthTest {

    private static final String JOBS = "iot-jobs-data:startNext?thing=pump-12";

    @Test
    void itIsDownWhileAwsFailsWhateverTheFailureAndUpWithTheNextPollThatWorks() {
        try (Bench bench = bench()) {
            await().until(() -> health(bench).getState() == State.UP);
            assertThat(health(bench).getDetails())
                    .containsKey("poll.last.response")
                    .containsEntry("state", "polling")
                    .containsEntry("outcomes.waiting", 0);

            for (Fault fault : Outages.ALL) {
                bench.emulator().faults().add(fault);
                await(fault.toString()).until(() -> health(bench).getState() == State.DOWN);
                assertThat(health(bench).getMessage().orElseThrow()).contains("pump-12");
                assertThat(HealthCheckHelper.invokeLiveness(bench.camel()))
                        .as("no restart because of %s", fault)
                        .noneMatch(r -> r.getState() == State.DOWN)
                        .noneMatch(r -> r.getCheck().getId().startsWith("consumer:"));
                bench.emulator().faults().clear();
                await(fault.toString()).until(() -> health(bench).getState() == State.UP);
            }

            bench.emulator().close();
            await().until(() -> health(bench).getState() == State.DOWN);
        }
    }

    @Test
    void aThingWithoutPermissionBesideOneThatWorksIsADetail() {
        try (Bench bench = bench()) {
            bench.emulator().faults().add(Fault.forbidden().thing("pump-17"));
            bench.emulator().createThing("pump-13");
            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=pump-13,pump-17")
                    .routeId("two")
                    .to("mock:two"));

            await().until(() -> health(bench, "two").getDetails().get("things.failing"), n -> n.equals(1));

            assertThat(health(bench, "two").getState()).isEqualTo(State.UP);
            assertThat(health(bench, "two").getDetails().get("failure").toString())
                    .contains("pump-17", "403");
        }
    }

    @Test
    void aThingWhoseJobRunsDoesNotHideThatAwsIsOutOfReach() throws Exception {
        BlockingJob job = new BlockingJob();
        try (Bench bench = Bench.open(b -> b.component().getConfiguration().setRetryMode(RetryMode.none))) {
            bench.job("ota-7", "pump-12");
            bench.emulator().createThing("pump-17");
            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=pump-12,pump-17")
                    .routeId("jobs")
                    .process(job));
            job.awaitExchange();
            bench.emulator().faults().add(Fault.forbidden().thing("pump-17"));
            await().until(() -> health(bench).getDetails().get("things.failing"), n -> n.equals(1));
            assertThat(health(bench).getState())
                    .as("pump-17 alone lacks a permission")
                    .isEqualTo(State.UP);

            bench.emulator().faults().clear();
            bench.emulator().faults().add(Fault.resetBeforeEffect());

            await().until(() -> health(bench).getState() == State.DOWN);
            bench.emulator().faults().clear();
            await().until(() -> health(bench).getState() == State.UP);
            job.letEnd();
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void beforeTheFirstResponseItHasTheInitialStateOfCamel(State initial) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Bench bench = Bench.open(b -> {
                    b.component()
                            .getConfiguration()
                            .setUriEndpointOverride("http://127.0.0.1:" + silent.getLocalPort());
                    b.component().getConfiguration().setRetryMode(RetryMode.none);
                    HealthCheckRegistry.get(b.camel()).setInitialState(initial);
                })) {
            bench.routes(r -> r.from(JOBS).routeId("jobs").to("mock:jobs"));

            assertThat(health(bench).getState()).isEqualTo(initial);
            assertThat(health(bench).getMessage().orElseThrow())
                    .isEqualTo("AWS IoT Jobs has not responded to a poll of route jobs yet.");
            silent.close(); // or the bench would wait for the call
        }
    }

    @Test
    void itIsNeverUpWhenNobodyListensAtTheEndpoint() throws Exception {
        try (Bench bench = Bench.open(b -> {
            b.component().getConfiguration().setUriEndpointOverride("http://127.0.0.1:" + deadPort());
            b.component().getConfiguration().setRetryMode(RetryMode.none);
            HealthCheckRegistry.get(b.camel()).setInitialState(State.DOWN);
        })) {
            bench.routes(r -> r.from(JOBS).routeId("jobs").to("mock:jobs"));
            assertThat(health(bench).getState()).isEqualTo(State.DOWN);

            await().until(() -> health(bench).getDetails().get("things.failing"), n -> n.equals(1));

            assertThat(health(bench).getState()).isEqualTo(State.DOWN);
            assertThat(health(bench).getMessage().orElseThrow()).contains("pump-12", "not sent");
        }
    }

    @Test
    void aConsumerWithoutThingsIsUp() {
        try (Bench bench = bench()) {
            bench.camel().getRegistry().bind("none", (Things) List::of);
            bench.routes(r -> r.from("iot-jobs-data:startNext?things=#bean:none")
                    .routeId("none")
                    .to("mock:none"));

            assertThat(health(bench, "none").getState()).isEqualTo(State.UP);
        }
    }

    @Test
    void aThingThatAnotherWorkerHoldsIsShownWithItsOwner() {
        try (Bench bench = Bench.open()) {
            bench.job("ota-7", "pump-12");
            try (IotJobsDataPlaneClient other = PlainSdkClient.of(bench.emulator())) {
                other.startNextPendingJobExecution(r -> r.thingName("pump-12")
                        .statusDetails(Map.of(
                                "claimedBy", "v1 worker=edge-3 run=other claim=9b1d attempt=2 lease=300 state=run")));
            }
            bench.routes(r -> r.from(JOBS).routeId("jobs").to("mock:jobs"));

            await().until(() -> health(bench).getDetails().get("things.blocked"), n -> n.equals(1));

            assertThat(health(bench).getState()).isEqualTo(State.UP);
            assertThat(health(bench).getDetails())
                    .containsEntry("things.blocked.first", "pump-12: job ota-7 is held by edge-3, attempt 2");
        }
    }

    @Test
    void routesThatAreSuspendedStoppedOrNotStartedAreAsCamelHasThemForFiles(@TempDir Path files) throws Exception {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            Files.createDirectories(files.resolve("manual"));
            String file = "file:" + files + "?initialDelay=0&delay=20";
            String manual = "file:" + files + File.separator + "manual?initialDelay=0&delay=20";
            bench.routes(r -> {
                r.from(JOBS).routeId("jobs").to("mock:jobs");
                r.from(file).routeId("files").to("mock:files");
            });
            bench.routes(r ->
                    r.from(JOBS + "3").routeId("manualJobs").autoStartup(false).to("mock:jobs"));
            bench.routes(r ->
                    r.from(manual).routeId("manualFiles").autoStartup(false).to("mock:files"));
            await().until(() -> health(bench).getState() == State.UP
                    && health(bench, "files").getState() == State.UP);

            assertThat(health(bench, "manualJobs").getState())
                    .as("not started")
                    .isEqualTo(health(bench, "manualFiles").getState())
                    .isEqualTo(State.UP);

            CamelContext camel = bench.camel();
            for (String route : List.of("jobs", "files")) {
                camel.getRouteController().suspendRoute(route);
            }
            assertThat(health(bench).getState())
                    .as("suspended")
                    .isEqualTo(health(bench, "files").getState())
                    .isEqualTo(State.DOWN);

            for (String route : List.of("jobs", "files")) {
                camel.getRouteController().resumeRoute(route);
            }
            await().until(() -> health(bench).getState() == State.UP);

            for (String route : List.of("jobs", "files")) {
                camel.getRouteController().stopRoute(route);
            }
            assertThat(health(bench).getState())
                    .as("stopped")
                    .isEqualTo(health(bench, "files").getState())
                    .isEqualTo(State.DOWN);
            assertThat(health(bench).getMessage()).contains("Route jobs has status Stopped");
        }
    }

    /** A route as of a fleet's worker, polled without retries of the SDK. */
    private static Bench bench() {
        Bench bench = Bench.open(b -> b.component().getConfiguration().setRetryMode(RetryMode.none));
        bench.emulator().createThing("pump-12");
        return bench.routes(r -> r.from(JOBS).routeId("jobs").to("mock:jobs"));
    }

    private static HealthCheck.Result health(Bench bench) {
        return health(bench, "jobs");
    }

    private static HealthCheck.Result health(Bench bench, String route) {
        return HealthCheckHelper.getHealthCheckRepository(bench.camel(), "consumers")
                .getCheck("consumer:" + route)
                .orElseThrow()
                .call();
    }

    static int deadPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
