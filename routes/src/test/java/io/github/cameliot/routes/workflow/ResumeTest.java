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
package io.github.cameliot.routes.workflow;

import static io.github.cameliot.routes.workflow.Documents.step;
import static io.github.cameliot.routes.workflow.Documents.steps;
import static io.github.cameliot.routes.workflow.Documents.withFinal;
import static io.github.cameliot.routes.workflow.StepWorker.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker dies in the middle of a workflow, and another one goes on. */
class ResumeTest {

    private static final Duration PAST_THE_LEASE = Duration.ofMinutes(5).plusSeconds(4);
    private static final List<String> HANDLERS = List.of("a", "b", "c", "done");

    private final JobsEmulator emulator = JobsEmulator.start();
    private final CutWire wire = new CutWire(emulator.endpoint());
    private final StepWorker dead = new StepWorker(wire.endpoint());
    private final StepWorker second = new StepWorker(emulator);
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch isDead = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        second.close();
        wire.close();
        emulator.close();
        // Its stop tries for ten seconds to release a job that it cannot release any more.
        Thread stop = new Thread(dead::close, "stop of the dead worker");
        stop.setDaemon(true);
        stop.start();
    }

    /** Dies where it stands: nothing that it does from now on reaches the service. */
    private void die() {
        wire.close();
        isDead.countDown();
    }

    private void dieAndHang() throws InterruptedException {
        die();
        never.await();
    }

    private Execution goOn() throws InterruptedException {
        assertThat(isDead.await(20, TimeUnit.SECONDS)).isTrue();
        emulator.advance(PAST_THE_LEASE);
        second.run();
        return ended(emulator, "ota-7");
    }

    static List<Arguments> pointsBetweenReports() {
        List<Arguments> points = new ArrayList<>();
        for (int step = 1; step <= HANDLERS.size(); step++) {
            points.add(Arguments.of(step, "before its effect"));
            points.add(Arguments.of(step, "after its effect, before its report"));
            points.add(Arguments.of(step, "after its report had its effect, before the response"));
        }
        return points;
    }

    @ParameterizedTest
    @MethodSource("pointsBetweenReports")
    void killedAnywhereFinishedStepsNeverRunAgainAndTheOthersDo(int step, String point) throws InterruptedException {
        boolean isReported = point.startsWith("after its report");
        for (String handler : HANDLERS) {
            boolean isIt = HANDLERS.indexOf(handler) + 1 == step;
            dead.route(route(handler, e -> {
                if (isIt && point.startsWith("before")) {
                    dieAndHang();
                }
                dead.ran().add(handler);
                if (isIt && isReported) {
                    emulator.faults().add(Fault.resetAfterEffect().on(Operation.UPDATE_JOB_EXECUTION));
                } else if (isIt) {
                    die();
                }
            }));
        }
        second.steps(HANDLERS.toArray(new String[0]));
        emulator.createJob("ota-7", withFinal(steps("a", "b", "c"), "done"), "pump-12");
        dead.run();
        if (isReported) {
            int reported = step;
            await().until(() -> emulator.execution("pump-12", "ota-7")
                    .statusDetails()
                    .getOrDefault("workflow", "")
                    .contains("done=" + reported));
            die();
            emulator.faults().clear();
        }

        Execution end = goOn();

        List<String> all = new ArrayList<>(dead.ran());
        all.addAll(second.ran());
        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(all).containsAll(HANDLERS);
        int first = isReported ? step : step - 1;
        assertThat(second.ran()).isEqualTo(HANDLERS.subList(first, HANDLERS.size()));
    }

    private static RouteBuilder route(String handler, Processor work) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:step-" + handler).process(work);
            }
        };
    }

    @Test
    void aWorkerThatIsStoppedInAStepReleasesTheJobAndAnotherOneGoesOnAtOnce() throws InterruptedException {
        CountDownLatch inStep = new CountDownLatch(1);
        try (StepWorker stopped = new StepWorker(emulator)) {
            stopped.steps("a", "c").step("b", e -> {
                inStep.countDown();
                never.await();
            });
            emulator.createJob("ota-7", steps("a", "b", "c"), "pump-12");
            stopped.run();
            assertThat(inStep.await(20, TimeUnit.SECONDS)).isTrue();
        }
        second.steps("a", "b", "c").run();

        assertThat(ended(emulator, "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(second.ran()).containsExactly("b", "c");
    }

    @Test
    void resultsOfFinishedStepsAreThereForTheNextWorker() throws InterruptedException {
        AtomicReference<Object> results = new AtomicReference<>();
        dead.step("a", e -> e.getMessage().setHeader(WorkflowConstants.STEP_RESULT, "sha256 9f2c"))
                .step("b", e -> dieAndHang());
        second.steps("a").step("b", e -> results.set(e.getMessage().getHeader(WorkflowConstants.STEP_RESULTS)));
        emulator.createJob("ota-7", steps("a", "b"), "pump-12");
        dead.run();

        goOn();

        assertThat(results.get()).isEqualTo(Map.of("A", "sha256 9f2c"));
    }

    @Test
    void progressThatAStepReportedBeforeTheCrashHasNotRemovedTheState() throws InterruptedException {
        dead.steps("a").route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:step-b")
                        .to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.step=half")
                        .process(e -> dieAndHang());
            }
        });
        second.steps("a", "b");
        emulator.createJob("ota-7", steps("a", "b"), "pump-12");
        dead.run();

        assertThat(goOn().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(second.ran()).containsExactly("b");
    }

    @Test
    void aStepThatMayHaveBeenStartedIsNotRepeatedWhereItsRouteSaysSo() throws InterruptedException {
        dead.steps("a", "c").step("b", e -> dieAndHang());
        second.steps("a", "c").route(notRepeatable("b", e -> second.ran().add("b")));
        emulator.createJob("ota-7", steps("a", "b", "c"), "pump-12");
        dead.run();

        Execution end = goOn();

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.statusDetails().get("reason"))
                .contains("Step 2 of 3 'B' (b) may have been started", "not repeatable", "1 steps were finished");
        assertThat(second.ran()).isEmpty();
    }

    @Test
    void aHandlerMayBeDeclaredAsNotRepeatableByTheOptionToo() throws InterruptedException {
        dead.steps("a", "c").step("b", e -> dieAndHang());
        emulator.createJob("ota-7", steps("a", "b", "c"), "pump-12");
        dead.run();
        assertThat(isDead.await(20, TimeUnit.SECONDS)).isTrue();
        emulator.advance(PAST_THE_LEASE);

        second.steps("a", "b", "c").run("?notRepeatable=b,other", "");

        assertThat(ended(emulator, "ota-7").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(second.ran()).isEmpty();
    }

    @Test
    void notRepeatableStepsRunInAFirstClaimAndBehindTheOneThatMayHaveBeenStarted() throws InterruptedException {
        dead.route(notRepeatable("a", e -> dead.ran().add("a"))).step("b", e -> dieAndHang());
        second.steps("a", "b").route(notRepeatable("c", e -> second.ran().add("c")));
        dead.steps("c");
        emulator.createJob("ota-7", steps("a", "b", "c"), "pump-12");
        dead.run();

        assertThat(goOn().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(dead.ran()).containsExactly("a", "b");
        assertThat(second.ran()).containsExactly("b", "c");
    }

    private static RouteBuilder notRepeatable(String handler, Processor work) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:step-" + handler)
                        .routeProperty("repeatable", "false")
                        .process(work);
            }
        };
    }

    /** Waits until its deadline is over, say for a person; the second time it is not handed over. */
    private static RouteBuilder waiting(StepWorker worker, Processor then) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:step-wait")
                        .routeProperty("repeatable", "false")
                        .process(e -> worker.ran().add("wait"))
                        .choice()
                        .when(simple("${exchangeProperty.CamelAwsIotJobsSession.handOverExpired}"))
                        .process(then)
                        .otherwise()
                        .to("iot-jobs-data:update?handOver=30m");
            }
        };
    }

    @Test
    void aStepThatHandedTheJobOverRunsAgainWhenItComesBackAlsoIfItIsNotRepeatable() {
        second.steps("a", "b").route(waiting(second, e -> {})).run();
        emulator.createJob("ota-7", steps("a", "wait", "b"), "pump-12");
        await().until(() -> emulator.execution("pump-12", "ota-7")
                .statusDetails()
                .getOrDefault("workflow", "")
                .endsWith("done=1 of=3 handed=1"));

        emulator.advance(Duration.ofMinutes(30).plusSeconds(4));

        assertThat(ended(emulator, "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(second.ran()).containsExactly("a", "wait", "wait", "b");
    }

    @Test
    void whenTheWorkerDiesAfterTheHandedJobCameBackTheStepMayHaveBeenStarted() throws InterruptedException {
        dead.steps("a").route(waiting(dead, e -> dieAndHang())).run();
        second.steps("a").route(waiting(second, e -> {}));
        emulator.createJob("ota-7", steps("a", "wait"), "pump-12");
        await().until(() -> emulator.execution("pump-12", "ota-7")
                .statusDetails()
                .getOrDefault("workflow", "")
                .contains("handed=1"));
        emulator.advance(Duration.ofMinutes(30).plusSeconds(4));

        Execution end = goOn();

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.statusDetails().get("reason")).contains("not repeatable");
        assertThat(second.ran()).isEmpty();
    }

    /** Somebody has a job in progress with these details, and is gone; the second worker takes it over. */
    private Execution resumed(String document, Map<String, String> details) {
        emulator.createJob("ota-7", document, "pump-12");
        try (StepWorker other = new StepWorker(emulator)) {
            other.context().start();
            other.context()
                    .createProducerTemplate()
                    .sendBodyAndHeader(
                            "iot-jobs-data:startNext?thing=pump-12",
                            null,
                            "CamelAwsIotJobsUpdateStatusDetails",
                            details);
        }
        emulator.advance(PAST_THE_LEASE);
        second.steps("a", "b").run();
        return ended(emulator, "ota-7");
    }

    private static String state(String document, int done, int of) {
        return "v1 doc=" + Workflow.parse(document).fingerprint() + " done=" + done + " of=" + of;
    }

    @Test
    void aDocumentWhosePresignedUrlWasSignedAnewGoesOn() {
        String url = "https://b.s3.amazonaws.com/fw%20v1%2B2.bin?X-Amz-Date=1&part=a+b&X-Amz-Signature=";
        String before = Documents.of(step("a", ""), step("b", "", url + "0f1e"));
        String now = before.replace("X-Amz-Date=1", "X-Amz-Date=2").replace("0f1e", "77aa");

        Execution end = resumed(now, Map.of("workflow", state(before, 1, 2)));

        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(second.ran()).containsExactly("b");
    }

    @Test
    void aDocumentThatHasChangedFailsTheJobAndRunsNothing() {
        String now = Documents.of(step("a", ""), step("b", "", "/data/b"));

        Execution end = resumed(now, Map.of("workflow", state(now.replace("/data/b", "/data/a"), 1, 2)));

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.statusDetails().get("reason")).contains("the document has changed", "No step was run");
        assertThat(second.ran()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "STATE of=2 done=1, it is damaged",
        "v1 doc=DOC done=1, it is damaged",
        "v1 doc=DOC done=x of=2, it is damaged",
        "v1 doc=DOC done=1 of=2 and more, it is damaged",
        "v2 doc=DOC done=1 of=2, another version",
        "v1 doc=DOC done=3 of=2, it says that 3 of 2 steps are done",
        "v1 doc=DOC done=1 of=9, the document has 2",
        "v1 doc=DOC done=99999999999 of=2, it is damaged"
    })
    void aStateThatCannotBeTrustedFailsTheJobAndRunsNothing(String state, String why) {
        String document = steps("a", "b");

        Execution end = resumed(
                document,
                Map.of("workflow", state.replace("DOC", Workflow.parse(document).fingerprint())));

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.statusDetails().get("reason")).contains(why);
        assertThat(second.ran()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aStateWithoutFaultIsGoneOnFrom(int done) {
        String document = steps("a", "b");

        Execution end = resumed(document, Map.of("workflow", state(document, done, 2), "approvedBy", "Ann"));

        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(second.ran()).isEqualTo(List.of("a", "b").subList(done, 2));
        assertThat(end.statusDetails()).containsEntry("approvedBy", "Ann");
    }
}
