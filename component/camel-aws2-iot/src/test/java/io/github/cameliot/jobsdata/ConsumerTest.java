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
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.EndpointServiceLocation;
import org.junit.jupiter.api.Test;

/** Which jobs run when, and how a consumer stops, waits and starts again. */
class ConsumerTest {

    @Test
    void theJobsOfManyThingsAreAllRun() {
        try (Bench bench = Bench.open()) {
            List<String> things = List.of("a", "b", "c", "d");
            things.forEach(thing -> bench.job(thing + "-1", thing).job(thing + "-2", thing));

            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=a, b,c,d,a").to("log:a?level=OFF"));

            things.forEach(thing ->
                    assertThat(bench.ended(thing, thing + "-2").status()).isEqualTo(ExecutionStatus.SUCCEEDED));
        }
    }

    @Test
    void noMoreThanMaxInFlightRunAtOnceAndNoneIsClaimedAhead() {
        try (Bench bench = Bench.open()) {
            List<String> things = List.of("a", "b", "c", "d", "e");
            things.forEach(thing -> bench.job(thing + "-1", thing));
            Semaphore entered = new Semaphore(0);
            Semaphore let = new Semaphore(0);

            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=a,b,c,d,e&maxInFlight=2")
                    .process(ex -> {
                        entered.release();
                        let.acquire();
                    }));

            for (int i = 0; i < 4; i++) {
                await().until(() -> entered.availablePermits() == 2);
                assertThat(inProgress(bench, things)).isEqualTo(2);
                entered.acquireUninterruptibly();
                let.release();
            }
            let.release(2);
            things.forEach(thing -> bench.ended(thing, thing + "-1"));
        }
    }

    @Test
    void aThingHasOneJobInFlight() {
        try (Bench bench = Bench.open()) {
            bench.job("a-1", "a").job("a-2", "a").job("a-3", "a").job("b-1", "b");
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CompletableFuture<Void> otherRan = new CompletableFuture<>();

            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=a,b").process(ex -> {
                if ("b".equals(ex.getMessage().getHeader(IotJobsDataConstants.THING))) {
                    otherRan.complete(null);
                    return;
                }
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                otherRan.join();
                running.decrementAndGet();
            }));
            bench.ended("a", "a-3");

            assertThat(most).hasValue(1);
        }
    }

    @Test
    void aThingThatIsUnknownStopsNobodyAndIsLoggedOnce() {
        try (LogCapture log = LogCapture.start();
                Bench bench = Bench.open()) {
            bench.job("known-1", "known");

            bench.routes(
                    r -> r.from("iot-jobs-data:startNext?thing=ghost,known").to("log:a?level=OFF"));
            bench.ended("known", "known-1");
            await().until(() -> bench.count(Operation.DESCRIBE_JOB_EXECUTION, "ghost") >= 4);
            bench.job("ghost-1", "ghost").ended("ghost", "ghost-1");

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN") && line.contains("ghost"))
                    .singleElement()
                    .asString()
                    .contains("404", "polled again");
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("INFO") && line.contains("A poll of thing ghost works again"));
        }
    }

    @Test
    void aServiceThatRefusesEverybodySaysWhatToAllow() {
        try (LogCapture log = LogCapture.start();
                AnsweringServer server = AnsweringServer.start();
                Bench bench = Bench.open(b -> b.component().getConfiguration().setUriEndpointOverride(server.url()))) {
            server.answers(403, "{\"message\":\"Forbidden\"}");

            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=a").to("log:a?level=OFF"));
            await().until(() -> server.requests().size() >= 3);

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .contains("iotjobsdata:DescribeJobExecution", "Forbidden", "thing a");
        }
    }

    @Test
    void aSuspendedRouteClaimsNothingUntilItIsResumed() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("a");
            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=a").routeId("a").to("log:a?level=OFF");
                r.from("iot-jobs-data:startNext?thing=clock").to("log:clock?level=OFF");
            });
            bench.idle("a");

            bench.camel().getRouteController().suspendRoute("a");
            long calls = bench.calls("a");
            bench.job("a-1", "a");
            pass(bench);
            assertThat(bench.emulator().execution("a", "a-1").status()).isEqualTo(ExecutionStatus.QUEUED);
            assertThat(bench.calls("a")).isEqualTo(calls);

            bench.camel().getRouteController().resumeRoute("a");
            assertThat(bench.ended("a", "a-1").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void aStoppedRouteAsksNothingAndWorksAfterItsStart() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("a");
            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=a").routeId("a").to("log:a?level=OFF");
                r.from("iot-jobs-data:startNext?thing=clock").to("log:clock?level=OFF");
            });
            bench.idle("a");

            bench.camel().getRouteController().stopRoute("a");
            long calls = bench.calls("a");
            bench.job("a-1", "a");
            pass(bench);
            assertThat(bench.calls("a")).isEqualTo(calls);

            bench.camel().getRouteController().startRoute("a");
            assertThat(bench.ended("a", "a-1").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void aContextThatStopsWaitsForTheJobAndItsReport() throws Exception {
        try (Bench bench = Bench.open()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch let = new CountDownLatch(1);
            bench.job("a-1", "a").job("a-2", "a").routes(r -> r.from("iot-jobs-data:startNext?thing=a")
                    .process(ex -> {
                        running.countDown();
                        let.await();
                    }));
            running.await();
            Route route = bench.camel().getRoutes().get(0);

            CompletableFuture<Void> stop =
                    CompletableFuture.runAsync(() -> bench.camel().stop());
            // A context is stopping a moment before its consumers are told; until then they may claim.
            await().until(() -> ((IotJobsDataConsumer) route.getConsumer()).isSuspended());
            let.countDown();
            stop.join();

            assertThat(bench.emulator().execution("a", "a-1").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(bench.emulator().execution("a", "a-2").status()).isEqualTo(ExecutionStatus.QUEUED);
        }
    }

    @Test
    void bridgeErrorHandlerGivesAFailingThingToTheRoute() throws Exception {
        try (Bench bench = Bench.open()) {
            CompletableFuture<Exception> bridged = new CompletableFuture<>();

            bench.routes(r -> {
                r.onException(Exception.class)
                        .handled(true)
                        .process(ex -> bridged.complete(ex.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
                r.from("iot-jobs-data:startNext?thing=ghost&bridgeErrorHandler=true")
                        .to("log:a?level=OFF");
            });

            assertThat(bridged.get(10, java.util.concurrent.TimeUnit.SECONDS)).isInstanceOf(JobsCallException.class);
        }
    }

    @Test
    void aLazyProducerIsRefusedByItsFirstMessage() {
        try (Bench bench = Bench.open()) {
            bench.routes(r -> r.from("direct:lazy")
                    .to("iot-jobs-data:update?thing=a&jobId=j&status=DONE&lazyStartProducer=true"));

            assertThat(bench.send("direct:lazy").getException())
                    .hasStackTraceContaining("status=DONE is not a status that a worker may set");
        }
    }

    @Test
    void anEndpointSaysWhereItsServiceIs() {
        try (Bench bench = Bench.open()) {
            Endpoint endpoint = bench.camel().getEndpoint("iot-jobs-data:startNext?thing=a");

            assertThat(endpoint).isInstanceOfSatisfying(EndpointServiceLocation.class, location -> {
                assertThat(location.getServiceUrl())
                        .isEqualTo(bench.emulator().endpoint().toString());
                assertThat(location.getServiceProtocol()).isEqualTo("iot-jobs-data");
            });
        }
    }

    private static long inProgress(Bench bench, List<String> things) {
        return things.stream()
                .flatMap(thing -> bench.emulator().executions(thing).stream())
                .filter(execution -> execution.status() == ExecutionStatus.IN_PROGRESS)
                .count();
    }

    /** Lets more time pass than the longest pause of a consumer, told by jobs of another thing. */
    private static void pass(Bench bench) {
        bench.job("tick", "clock");
        bench.ended("clock", "tick");
        for (int i = 0; i < 6; i++) {
            bench.idle("clock");
        }
    }
}
