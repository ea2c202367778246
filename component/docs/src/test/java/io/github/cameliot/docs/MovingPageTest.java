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
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * What the page says of the loop and of the route that replaces it: both run against one service, with the same faults.
 * Longer than others, because it has a test for each row of a table, twice.
 */
class MovingPageTest {

    private static final DocPage PAGE = DocPage.read("moving");

    @TempDir
    private static Path classes;

    private final AtomicInteger runs = new AtomicInteger();
    private final List<Thread> loops = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private Workers workers;

    @BeforeEach
    void aJob() {
        workers = new Workers(classes);
        workers.emulator().createJob("ota-7", "{\"version\":7}", "pump-12");
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        loops.forEach(Thread::interrupt);
        for (Thread loop : loops) {
            loop.join();
        }
        workers.close();
    }

    @Test
    void twoLoopsRunOneJobTwice() throws Exception {
        loop(this::runUntilTheEnd);
        loop(this::runUntilTheEnd);

        await().until(() -> runs.get() == 2);
        assertThat(job().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void twoRoutesRunItOnce(String language) throws Exception {
        route(language, this::runUntilTheEnd);
        await().until(() -> runs.get() == 1);
        route(language, this::runUntilTheEnd);
        await().until(() -> reads() >= 2);

        end.countDown();

        assertThat(workers.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(1);
    }

    @Test
    @org.junit.jupiter.api.parallel.Execution(CONCURRENT)
    void throttlingMakesTheLoopRunAJobTwice() throws Exception {
        throttleReports();

        loop(document -> runs.incrementAndGet());

        workers.ended("pump-12", "ota-7");
        assertThat(runs).hasValue(2);
    }

    @Test
    @org.junit.jupiter.api.parallel.Execution(CONCURRENT)
    void throttlingDoesNotMakeTheRouteRunItTwice() throws Exception {
        throttleReports();

        route("java", document -> runs.incrementAndGet());

        assertThat(workers.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aLostResponseMakesTheLoopTellAFailureOfAJobThatSucceeded() throws Exception {
        workers.emulator()
                .faults()
                .add(Fault.resetAfterEffect().on(Operation.UPDATE_JOB_EXECUTION).nth(1));
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            loop(document -> runs.incrementAndGet());

            // Loops of other tests write there, too.
            await().until(() -> told.toString(StandardCharsets.UTF_8)
                    .lines()
                    .anyMatch(line -> line.startsWith("Cannot process jobs of pump-12") && line.contains("409")));
        } finally {
            System.setErr(before);
        }
        assertThat(job().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aReasonWithALineBreakMakesTheLoopRunAJobForEver() throws Exception {
        loop(document -> {
            runs.incrementAndGet();
            throw new IllegalStateException("the checksum is wrong\nexpected 5f0c");
        });

        await().until(() -> runs.get() >= 5);
        assertThat(job().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void theRouteReportsThatReasonOnce() throws Exception {
        route("java", document -> {
            runs.incrementAndGet();
            throw new IllegalStateException("the checksum is wrong\nexpected 5f0c");
        });

        Execution failed = workers.ended("pump-12", "ota-7");

        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(failed.statusDetails().get("reason"))
                .contains("the checksum is wrong")
                .contains("expected 5f0c");
        assertThat(runs).hasValue(1);
    }

    @Test
    void aJobThatKillsTheProcessOfTheLoopDoesSoForEver() throws Exception {
        for (int start = 1; start <= 5; start++) {
            Thread killed = loop(document -> {
                runs.incrementAndGet();
                throw new AssertionError("the process dies");
            });
            killed.join();
        }

        assertThat(runs).hasValue(5);
        assertThat(job().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void aLateFailureOfTheLoopEndsTheRetryThatNeverRan() throws Exception {
        aJobThatTimesOut();

        loop(document -> {
            runs.incrementAndGet();
            workers.emulator().advance(Duration.ofMinutes(6));
            throw new IllegalStateException("too late");
        });

        Execution retry = workers.ended("valve-3", "slow");
        assertThat(retry.executionNumber()).isEqualTo(2);
        assertThat(retry.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(retry.startedAt()).isNull();
        assertThat(runs).hasValue(1);
    }

    @Test
    void theRouteRunsTheRetry() throws Exception {
        aJobThatTimesOut();

        route("java", document -> {
            if (runs.incrementAndGet() == 1) {
                workers.emulator().advance(Duration.ofMinutes(6));
                throw new IllegalStateException("too late");
            }
        });

        Execution retry = workers.ended("valve-3", "slow");
        assertThat(retry.executionNumber()).isEqualTo(2);
        assertThat(retry.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(2);
    }

    @Test
    void aCancelledJobRunsOnInTheLoopWhileAnotherWorkerGetsTheNextOne() throws Exception {
        loop(this::runUntilTheEnd);
        await().until(() -> runs.get() == 1);
        workers.emulator().createJob("ota-8", "{}", "pump-12");

        workers.emulator().cancelExecution("pump-12", "ota-7", true);

        assertThat(workers.client()
                        .startNextPendingJobExecution(r -> r.thingName("pump-12"))
                        .execution()
                        .jobId())
                .isEqualTo("ota-8");
        assertThat(runs).as("of ota-7, which still runs").hasValue(1);
    }

    @Test
    void aHangingJobStaysInProgressInTheLoop() throws Exception {
        loop(this::runUntilTheEnd);
        await().until(() -> runs.get() == 1);

        workers.emulator().advance(Duration.ofDays(30));

        assertThat(job().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void aJobOfARouteThatStopsIsRunByAnotherWorkerAtOnce() throws Exception {
        DefaultCamelContext first = route("java", this::runUntilTheEnd);
        await().until(() -> runs.get() == 1);

        first.stop();
        route("java", document -> runs.incrementAndGet());

        assertThat(workers.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(2);
    }

    @Test
    void anIdleLoopWritesAndAnIdleRouteReads() throws Exception {
        workers.emulator().cancelJob("ota-7", true);
        workers.emulator().requests().clear();

        loop(document -> runs.incrementAndGet());

        await().until(() -> writes() >= 3);
        assertThat(reads()).isZero();
        stopLoops();
        workers.emulator().requests().clear();
        route("java", document -> runs.incrementAndGet());
        await().until(() -> reads() >= 1);
        assertThat(writes()).isZero();
    }

    @Test
    void aLoopRunsTheJobThatARouteIsRunning() throws Exception {
        route("java", this::runUntilTheEnd);
        await().until(() -> runs.get() == 1);

        loop(this::runUntilTheEnd);

        await().until(() -> runs.get() == 2);
    }

    @Test
    void aRouteLeavesTheJobOfALoopAloneAndTakesItOverAfterItsOwnLease() throws Exception {
        IotJobsDataPlaneClient loop = workers.client();
        loop.startNextPendingJobExecution(r -> r.thingName("pump-12"));
        workers.emulator().advance(Duration.ofMinutes(4));
        DefaultCamelContext early = route("java", document -> runs.incrementAndGet());
        await().until(() -> reads() >= 1);
        early.stop();
        assertThat(runs).as("within the lease of 5m").hasValue(0);

        workers.emulator().advance(Duration.ofMinutes(1).plusSeconds(4));
        route("java", document -> runs.incrementAndGet());

        Execution ended = workers.ended("pump-12", "ota-7");
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended.statusDetails().get("claimedBy")).contains("attempt=2");
        assertThat(runs).hasValue(1);
    }

    @Test
    void goingBackTheLoopRunsWhatTheRouteReleased() throws Exception {
        DefaultCamelContext route = route("java", this::runUntilTheEnd);
        await().until(() -> runs.get() == 1);
        route.stop();
        assertThat(job().statusDetails().get("claimedBy")).contains("state=released");

        loop(document -> runs.incrementAndGet());

        assertThat(workers.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(2);
    }

    @Test
    void theBeanOfThePageRejectsAndSucceeds() throws Exception {
        workers.emulator().createJob("bad", "{}", "pump-17");
        DefaultCamelContext camel = workers.context();
        Class<?> bean = DocBed.compiled(block("public class Work"), classes);
        camel.getRegistry().bind("work", bean.getDeclaredConstructor().newInstance());
        workers.load(camel, "java", PAGE.tabs().get(0).get("java")).start();

        assertThat(workers.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(workers.ended("pump-17", "bad").status()).isEqualTo(ExecutionStatus.REJECTED);
    }

    @Test
    void everyOptionOfTheMappingIsOneOfTheComponent() throws Exception {
        Set<String> known = new TreeSet<>();
        try (InputStream in = IotJobsDataComponent.class.getResourceAsStream(
                "/META-INF/io/github/cameliot/jobsdata/iot-jobs-data.json")) {
            JsonNode metadata = new ObjectMapper().readTree(in);
            metadata.path("properties").fieldNames().forEachRemaining(known::add);
        }
        Set<String> named = Stream.of(
                        "thing",
                        "things",
                        "delay",
                        "maxDelay",
                        "stepTimeout",
                        "lease",
                        "workerId",
                        "maxRunTime",
                        "outcomeRepository",
                        "maxAttempts",
                        "interruptOnLost",
                        "maxRequestsPerSecond",
                        "filter",
                        "uriEndpointOverride",
                        "region",
                        "iotJobsDataPlaneClient")
                .collect(Collectors.toCollection(TreeSet::new));

        String second = PAGE.table("From the loop to the options").stream()
                .map(row -> row.get(1))
                .collect(Collectors.joining(" "));

        assertThat(known).containsAll(named);
        assertThat(named).allSatisfy(option -> assertThat(second).contains(option));
    }

    private void throttleReports() {
        workers.emulator()
                .faults()
                .add(Fault.throttle().on(Operation.UPDATE_JOB_EXECUTION).first(4));
    }

    private void aJobThatTimesOut() {
        workers.emulator().cancelJob("ota-7", true);
        workers.emulator()
                .createJob(JobSpec.of("slow")
                        .things("valve-3")
                        .inProgressTimeout(Duration.ofMinutes(5))
                        .retryTimedOut(1));
    }

    private void runUntilTheEnd(String document) {
        runs.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Starts the loop of the page, for pump-12, or for valve-3 where pump-12 has nothing. */
    private Thread loop(Consumer<String> work) throws Exception {
        Constructor<?> constructor = DocBed.compiled(block("public record JobLoop"), classes)
                .getDeclaredConstructor(IotJobsDataPlaneClient.class, String.class, Consumer.class, Duration.class);
        String thing = workers.emulator().executions("valve-3").isEmpty() ? "pump-12" : "valve-3";
        Runnable loop = (Runnable) constructor.newInstance(workers.client(), thing, work, Duration.ofMillis(50));
        Thread thread = new Thread(loop, "loop of " + thing);
        thread.setUncaughtExceptionHandler((t, killed) -> {});
        thread.start();
        loops.add(thread);
        return thread;
    }

    private void stopLoops() throws InterruptedException {
        for (Thread loop : loops) {
            loop.interrupt();
            loop.join();
        }
    }

    /** Starts the route of the page in a context of its own. It polls more often than on the page. */
    private DefaultCamelContext route(String language, Consumer<String> work) throws Exception {
        DefaultCamelContext camel = workers.context();
        camel.getRegistry().bind("work", new TestWork(work));
        String source = PAGE.tabs().get(0).get(language);
        String thing = workers.emulator().executions("valve-3").isEmpty() ? "pump-12" : "valve-3";
        assertThat(source).containsOnlyOnce("5s").containsOnlyOnce("1m");
        workers.load(
                        camel,
                        language,
                        source.replace("pump-12", thing).replace("5s", "20ms").replace("1m", "100ms"))
                .start();
        return camel;
    }

    private static String block(String start) {
        return PAGE.blocks("java").stream()
                .filter(block -> block.contains(start))
                .findFirst()
                .orElseThrow();
    }

    private Execution job() {
        return workers.emulator().execution("pump-12", "ota-7");
    }

    private long reads() {
        return workers.emulator().requests().count(Operation.DESCRIBE_JOB_EXECUTION, "pump-12");
    }

    private long writes() {
        return workers.emulator().requests().count(Operation.START_NEXT_PENDING_JOB_EXECUTION, "pump-12");
    }

    /** What the route calls. */
    public static final class TestWork {

        private final Consumer<String> work;

        TestWork(Consumer<String> work) {
            this.work = work;
        }

        public void install(String jobDocument) {
            work.accept(jobDocument);
        }
    }
}
