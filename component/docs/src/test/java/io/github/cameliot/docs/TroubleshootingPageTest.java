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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.JobFilter;
import io.github.cameliot.jobsdata.Things;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import io.github.cameliot.jobsdata.session.JobLostException;
import io.github.cameliot.jobsdata.session.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * What the page quotes is what is logged: each message is made to come. Errors of calls and of the start are in
 * {@link TroubleshootingErrorsTest}. Longer than others, because each symptom is a test.
 */
class TroubleshootingPageTest {

    private static final Path SOURCES = DocPage.ROOT.resolve("component/docs/src/test/java/io/github/cameliot/docs");
    private static final Path COMPONENT = DocPage.ROOT.resolve("component/camel-aws2-iot/src/main/java");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Pattern NO_MESSAGE = Pattern.compile("^(aws|curl|failJob|a-z) ?");

    @TempDir
    private static Path classes;

    private final CountDownLatch end = new CountDownLatch(1);
    private Symptoms symptoms;

    @BeforeEach
    void open() {
        symptoms = new Symptoms(classes);
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        symptoms.close();
    }

    @Test
    void everyMessageThatIsQuotedIsCheckedHere() throws Exception {
        // A constant that the formatter has broken is whole again without its quotes and plus.
        String tests = joined(Files.readString(SOURCES.resolve("TroubleshootingPageTest.java"))
                + Files.readString(SOURCES.resolve("TroubleshootingErrorsTest.java")));
        // Two or more words in the first cell of a row, or a block of text: commands, options and markers are none.
        List<String> quotes = Stream.concat(
                        Symptoms.page()
                                .lines()
                                .filter(line -> line.startsWith("|"))
                                .flatMap(cell ->
                                        CODE.matcher(cell.split(" \\|")[0]).results())
                                .map(code -> code.group(1)),
                        DocPage.read("troubleshooting").blocks("text").stream().flatMap(String::lines))
                .filter(quote -> quote.contains(" ")
                        && !quote.contains("...")
                        && !NO_MESSAGE.matcher(quote).find())
                .toList();

        assertThat(quotes).hasSizeGreaterThan(50).allSatisfy(quote -> assertThat(tests)
                .contains(quote.replace("\"", "\\\"")));
    }

    @Test
    void aJobFromTheStartOfItsRouteToItsEnd() throws Exception {
        symptoms.job().run("thing=pump-12", exchange -> {});

        symptoms.logged(
                "Processing jobs of 1 thing(s), 10 at once: iot-jobs-data://startNext",
                "Claimed job ota-7 on thing pump-12 (execution 1).",
                "Finished job ota-7 on thing pump-12: SUCCEEDED.");
    }

    @Test
    void aThingThatDoesNotExist() throws Exception {
        symptoms.run("thing=pump-12", exchange -> {});

        symptoms.logged("Cannot describe the next job of thing pump-12", "HTTP 404 ResourceNotFoundException");
    }

    @Test
    void aThingThatAnotherWorkerHolds() throws Exception {
        symptoms.job().run("thing=pump-12", this::untilTheEnd);
        await().until(() -> status() == ExecutionStatus.IN_PROGRESS);

        symptoms.run("thing=pump-12", exchange -> {});

        symptoms.logged("Thing pump-12 is held: job ota-7 (execution 1, attempt 1) by");
    }

    @Test
    void aThingThatALoopHoldsAndThatIsTakenOver() throws Exception {
        symptoms.job();
        startedByALoop(Map.of());
        DefaultCamelContext first = symptoms.run("thing=pump-12", exchange -> {});
        symptoms.logged("by a worker without a claim marker");
        first.stop();

        symptoms.emulator().advance(Duration.ofMinutes(6));
        symptoms.run("thing=pump-12", exchange -> {});

        symptoms.logged(
                "Claimed job ota-7 on thing pump-12 (execution 1, taken over, attempt 2).", "taken over, attempt 2");
    }

    @Test
    void tenJobsForOthers() throws Exception {
        IntStream.range(0, 10).forEach(i -> symptoms.emulator().createJob("other-" + i, "{}", "pump-12"));
        DefaultCamelContext camel = symptoms.camel();
        camel.getRegistry().bind("none", JobFilter.class, (JobFilter) execution -> false);

        symptoms.run(camel, "jobs", "thing=pump-12&filter=#none", exchange -> {});

        symptoms.logged("The filter accepts none of the 10 pending jobs of thing pump-12.");
    }

    @Test
    void aBeanOfThingsThatThrowsOrListsWhatIsNoName() throws Exception {
        symptoms.job();
        DefaultCamelContext camel = symptoms.camel();
        AtomicInteger calls = new AtomicInteger();
        camel.getRegistry().bind("fleet", Things.class, (Things) () -> {
            if (calls.incrementAndGet() > 1) {
                throw new IllegalStateException("the database is away");
            }
            return List.of("pump-12", "pump 13");
        });

        symptoms.run(camel, "jobs", "things=#fleet", exchange -> {});

        symptoms.logged("It is left out; the other things are polled.", "The things bean cannot list its things");
    }

    @Test
    void settingsThatCannotHoldALease() throws Exception {
        symptoms.job();
        symptoms.run("thing=pump-12&maxInFlight=100&lease=15s&maxRequestsPerSecond=10", exchange -> {});
        symptoms.run("thing=pump-12&apiCallAttemptTimeout=60s&apiCallTimeout=60s&lease=30s", exchange -> {});

        symptoms.logged(
                "needs 20 heartbeats a second, and maxRequestsPerSecond=10 lets 10 through",
                "is not less than lease=30s: the lease of a claim that takes so long expires");
    }

    @Test
    void aJobThatEndsElsewhere() throws Exception {
        AtomicReference<Exception> thrown = new AtomicReference<>();
        symptoms.job().run("thing=pump-12", exchange -> {
            symptoms.emulator().cancelExecution("pump-12", "ota-7", true);
            try {
                call(exchange, "iot-jobs-data:update?status=IN_PROGRESS");
            } catch (Exception e) {
                thrown.set(e);
            }
        });

        symptoms.logged("Lost job ota-7 on thing pump-12 (execution 1):");
        await().until(() -> thrown.get() != null);
        Symptoms.said(thrown.get(), "JobLostException", "The execution is no longer ours; this will not be retried.");
        assertThat(thrown.get()).isInstanceOf(JobLostException.class);
    }

    @Test
    void reasonsOfALossThatTakeLongToCome() {
        assertThat(Symptoms.page())
                .contains("Lost job ota-7 on thing pump-12 (execution 1): it could not be renewed within its lease")
                .contains("its client was closed while it was still in use")
                .contains("it was deleted");
        assertThat(Loss.leaseExpired.toString()).startsWith("it could not be renewed within its lease");
        assertThat(Loss.clientClosed.toString()).startsWith("its client was closed while it was still in use");
        assertThat(Loss.deleted).hasToString("it was deleted");
    }

    @Test
    void aJobThatWasClaimedTooOften() throws Exception {
        symptoms.job();
        startedByALoop(Map.of(
                "claimedBy", "v1 worker=edge-3 run=5f0c9a2e claim=9b1d6e0f44a1c2d3 attempt=3 lease=300 state=run"));
        symptoms.emulator().advance(Duration.ofMinutes(6));

        symptoms.run("thing=pump-12", exchange -> {});

        symptoms.logged("Failed job ota-7 on thing pump-12 (execution 1): claimed 3 times and never reported.");
        assertThat(symptoms.emulator()
                        .execution("pump-12", "ota-7")
                        .statusDetails()
                        .get("reason"))
                .contains("not run again (maxAttempts=3)");
    }

    @Test
    void aRouteThatHangs() throws Exception {
        symptoms.job().run("thing=pump-12&maxRunTime=1s", this::untilTheEnd);

        symptoms.logged("Job ota-7 on thing pump-12 has run for 1 s, longer than maxRunTime. Its heartbeats stop now.");
    }

    @Test
    void aContextThatStopsWhileAJobRuns() throws Exception {
        DefaultCamelContext camel = symptoms.job().run("thing=pump-12", this::untilTheEnd);
        await().until(() -> status() == ExecutionStatus.IN_PROGRESS);

        camel.stop();

        symptoms.logged("Finished job ota-7 on thing pump-12: released (");
    }

    @Test
    void anOutcomeThatIsNotAcceptedYet() throws Exception {
        symptoms.job();
        symptoms.emulator()
                .faults()
                .add(Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION).first(1));

        symptoms.run("thing=pump-12", exchange -> {});

        symptoms.logged("failed and is tried again in");
    }

    @Test
    void aThingThatRecovers() throws Exception {
        symptoms.job();
        symptoms.emulator()
                .faults()
                .add(Fault.throttle().on(Operation.DESCRIBE_JOB_EXECUTION).first(1));

        symptoms.run("thing=pump-12", exchange -> {});

        symptoms.logged(
                "HTTP 429",
                "Too many calls in this account and region: call less often.",
                "A poll of thing pump-12 works again.");
    }

    @Test
    void aRepositoryThatFailsAndRecovers() throws Exception {
        symptoms.job();
        MemoryOutcomes outcomes = new MemoryOutcomes();
        outcomes.fails = true;
        DefaultCamelContext camel = symptoms.camel();
        camel.getRegistry().bind("outcomes", OutcomeRepository.class, outcomes);

        symptoms.run(camel, "jobs", "thing=pump-12&outcomeRepository=#outcomes", exchange -> {});

        symptoms.logged("The outcomeRepository fails");
        outcomes.fails = false;
        symptoms.emulator().createJob("ota-8", "{}", "pump-12");
        symptoms.logged("The outcomeRepository works again.");
    }

    @Test
    void anOutcomeThatNobodyCanDeliver() throws Exception {
        symptoms.job();
        MemoryOutcomes outcomes = new MemoryOutcomes();
        outcomes.keep("pump-12/ota-7/1/9b1d6e0f44a1c2d3", "half a line");
        DefaultCamelContext camel = symptoms.camel();
        camel.getRegistry().bind("outcomes", OutcomeRepository.class, outcomes);

        symptoms.run(camel, "jobs", "thing=pump-12&outcomeRepository=#outcomes", exchange -> {});

        symptoms.logged("The outcome pump-12/ota-7/1/9b1d6e0f44a1c2d3 cannot be delivered:");
        symptoms.logged("It stays in the outcomeRepository until");
    }

    @Test
    void twoRoutesWithOneThing() throws Exception {
        symptoms.job();
        DefaultCamelContext camel = symptoms.camel();

        symptoms.run(camel, "b", "thing=pump-12", exchange -> {});
        symptoms.run(camel, "a", "thing=pump-12&maxInFlight=5", exchange -> {});

        symptoms.logged("Routes a and b both");
    }

    @Test
    void aServiceWhoseClocksDiffer() throws Exception {
        try (StubService service = StubService.updatedAt(Instant.now().getEpochSecond() - 7200)) {
            DefaultCamelContext camel =
                    symptoms.run(symptoms.camel(service.url()), "jobs", "thing=pump-12", exchange -> end.await());

            symptoms.logged("one of the service's clocks is wrong");
            end.countDown();
            camel.stop(); // reports; without a service, it would try to for ten seconds
        }
    }

    @Test
    void aServiceThatCountsMilliseconds() throws Exception {
        try (StubService service = StubService.updatedAt(Instant.now().toEpochMilli())) {
            DefaultCamelContext camel =
                    symptoms.run(symptoms.camel(service.url()), "jobs", "thing=pump-12", exchange -> end.await());

            symptoms.logged("is not quite AWS IoT Jobs");
            end.countDown();
            camel.stop(); // reports; without a service, it would try to for ten seconds
        }
    }

    @Test
    void aRouteWithAnotherOutcomeThanTheThreeAndWithDetailsThatAreTooLong() throws Exception {
        symptoms.job().run("thing=pump-12", exchange -> {
            call(exchange, "iot-jobs-data:update?status=IN_PROGRESS&statusDetails.log=" + "x".repeat(2_000));
            exchange.getMessage().setHeader("CamelAwsIotJobsOutcome", "DONE");
        });

        symptoms.logged("Status details were", "is not an outcome: the route must set SUCCEEDED, FAILED or REJECTED");
    }

    @Test
    void aSecondReport() throws Exception {
        AtomicReference<Exception> thrown = new AtomicReference<>();
        symptoms.job().run("thing=pump-12", exchange -> {
            call(exchange, "iot-jobs-data:update?status=SUCCEEDED");
            try {
                call(exchange, "iot-jobs-data:update?status=FAILED");
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        await().until(() -> thrown.get() != null);

        Symptoms.said(thrown.get(), "its session has ended");
    }

    @Test
    void healthOfARouteWhoseThingsCannotBePolled() throws Exception {
        DefaultCamelContext camel = symptoms.run("thing=pump-12", exchange -> {});

        assertThat(Symptoms.page()).contains("`Cannot describe the next job of thing`");
        await().untilAsserted(() ->
                assertThat(health(camel).getMessage().orElse("")).startsWith("Cannot describe the next job of thing"));
        assertThat(health(camel).getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void healthOfARouteBeforeTheFirstResponse() throws Exception {
        symptoms.job();
        symptoms.emulator().faults().add(Fault.latency(Duration.ofSeconds(3)));

        DefaultCamelContext camel = symptoms.run("thing=pump-12", exchange -> {});

        assertThat(health(camel).getMessage().orElse("")).contains("has not responded to a poll of route");
        assertThat(health(camel).getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void healthOfARouteWhoseThingsCannotBeListed() throws Exception {
        DefaultCamelContext camel = symptoms.camel();
        AtomicInteger calls = new AtomicInteger();
        camel.getRegistry().bind("fleet", Things.class, (Things) () -> {
            if (calls.incrementAndGet() > 1) {
                throw new IllegalStateException("the database is away");
            }
            return List.of();
        });

        symptoms.run(camel, "jobs", "things=#fleet", exchange -> {});

        assertThat(Symptoms.page()).contains("`Route jobs polls no thing`");
        await().untilAsserted(() ->
                assertThat(health(camel).getMessage().orElse("")).startsWith("Route jobs polls no thing"));
        assertThat(health(camel).getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void aRouteWithPushWhoseConnectionIsLost() throws Exception {
        try (JobsEmulator service = JobsEmulator.builder().mqtt().start()) {
            service.createThing("pump-12");
            DefaultCamelContext camel = symptoms.camel(service.endpoint().toString());
            symptoms.run(
                    camel,
                    "jobs",
                    "thing=pump-12&push=true&pushEndpoint=" + service.mqttWebSocketEndpoint(),
                    exchange -> {});
            symptoms.logged("push is connected");
        }

        symptoms.logged("push does not work at");
    }

    @Test
    void messagesThatAreHardToMakeComeAreInTheCode() throws Exception {
        String code = code();

        assertThat(Set.of(
                        "is started, and its consumer polls nothing",
                        "The outcomeRepository has not removed all delivered outcomes yet",
                        "cannot be registered in",
                        "No call of route "))
                .allSatisfy(text -> assertThat(code).contains(text));
        assertThat(Symptoms.page())
                .contains("is started, and its consumer polls nothing")
                .contains("The outcomeRepository has not removed all delivered outcomes yet")
                .contains("The meters of route jobs cannot be registered")
                .contains("No call of route jobs has succeeded for 12 s");
    }

    /** All string constants of the component, joined where they are joined in the code. */
    private static String code() throws IOException {
        try (Stream<Path> files = Files.walk(COMPONENT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TroubleshootingPageTest::text)
                    .map(TroubleshootingPageTest::joined)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String joined(String code) {
        return code.replaceAll("\"\\s*\\+\\s*\"", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HealthCheck.Result health(DefaultCamelContext camel) {
        return HealthCheckHelper.getHealthCheckRepository(camel, "consumers")
                .getCheck("consumer:jobs")
                .orElseThrow()
                .call();
    }

    private void untilTheEnd(Exchange exchange) throws InterruptedException {
        end.await();
    }

    /** As a hand-written loop does it. */
    private void startedByALoop(Map<String, String> details) {
        IotJobsDataPlaneClient loop = symptoms.workers().client();
        loop.startNextPendingJobExecution(r -> r.thingName("pump-12").statusDetails(details));
    }

    /** What {@code to} does in the middle of a route, with its exception. */
    private static void call(Exchange exchange, String uri) throws Exception {
        Processor to = exchange.getContext().getEndpoint(uri).createProducer();
        ServiceHelper.startService(to);
        to.process(exchange);
    }

    private ExecutionStatus status() {
        return symptoms.emulator().execution("pump-12", "ota-7").status();
    }

    /** A repository that can fail. */
    private static final class MemoryOutcomes implements OutcomeRepository {

        private final Map<String, String> all = new ConcurrentHashMap<>();
        private volatile boolean fails;

        @Override
        public void keep(String key, String outcome) {
            check();
            all.put(key, outcome);
        }

        @Override
        public Optional<String> find(String key) {
            check();
            return Optional.ofNullable(all.get(key));
        }

        @Override
        public Map<String, String> list() {
            check();
            return Map.copyOf(all);
        }

        @Override
        public void remove(String key) {
            check();
            all.remove(key);
        }

        private void check() {
            if (fails) {
                throw new IllegalStateException("the database is away");
            }
        }
    }
}
