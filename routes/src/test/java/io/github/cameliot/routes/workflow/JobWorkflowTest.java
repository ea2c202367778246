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

import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
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
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.JobRejectedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that run, fail, are ignored, and end their job. */
class JobWorkflowTest {

    private final JobsEmulator emulator = JobsEmulator.start();
    private StepWorker worker;

    @BeforeEach
    void aWorker() {
        worker = new StepWorker(emulator);
    }

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    private Execution job(String document) {
        emulator.createJob("ota-7", document, "pump-12");
        return ended(emulator, "ota-7");
    }

    private static String reason(Execution execution) {
        return execution.statusDetails().get("reason");
    }

    @Test
    void stepsRunInOrderAndTheFinalOneLast() {
        worker.steps("a", "b", "c", "done").run();

        Execution end = job(withFinal(steps("b", "a", "c"), "done"));

        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.ran()).containsExactly("b", "a", "c", "done");
        assertThat(end.statusDetails().get("workflow")).matches("v1 doc=[0-9a-f]{12} done=4 of=4");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void aJobCostsOneWriteAStepAndTwo(int count) {
        String[] handlers = new String[count];
        Arrays.fill(handlers, "a");
        emulator.createJob("ota-7", steps(handlers), "pump-12");
        worker.steps("a").run();

        ended(emulator, "ota-7");

        assertThat(worker.ran()).hasSize(count);
        // A request is in the log when it is responded to, just after its effect.
        await().untilAsserted(() -> assertThat(emulator.requests().recent())
                .filteredOn(request -> request.operation() == UPDATE_JOB_EXECUTION)
                .hasSize(count + 1));
        assertThat(emulator.requests().recent())
                .filteredOn(request -> request.operation() == START_NEXT_PENDING_JOB_EXECUTION)
                .as("the claim, and the look for the next job, which the queue of any job ends with")
                .hasSizeBetween(1, 2);
    }

    @Test
    void aStepFindsItsInputAsTheBodyAndTheRestInHeaders() {
        AtomicReference<Exchange> seen = new AtomicReference<>();
        worker.steps("a").step("get", seen::set).run();
        String document = Documents.of(
                step("a", ""),
                step("get", ",\"runAsUser\":\"agent\",\"allowStdErr\":3", " https://x/?a=%2F&b=c+d", "${body}")
                        .replace("\"args\"", "\"path\":\"/bin \\\"\",\"args\""));

        job(document);

        assertThat(seen.get().getMessage().getBody())
                .isEqualTo(
                        "{\"handler\":\"get\",\"path\":\"/bin \\\"\",\"args\":[\" https://x/?a=%2F&b=c+d\",\"${body}\"]}");
        assertThat(seen.get().getMessage().getHeaders())
                .containsEntry(WorkflowConstants.STEP_NAME, "GET")
                .containsEntry(WorkflowConstants.STEP_HANDLER, "get")
                .containsEntry(WorkflowConstants.STEP_ARGUMENTS, List.of(" https://x/?a=%2F&b=c+d", "${body}"))
                .containsEntry(WorkflowConstants.STEP_INDEX, 2)
                .containsEntry(WorkflowConstants.STEP_COUNT, 2)
                .containsEntry(WorkflowConstants.STEP_PATH, "/bin \"")
                .containsEntry(WorkflowConstants.STEP_RUN_AS_USER, "agent")
                .containsEntry(WorkflowConstants.STEP_ALLOW_STD_ERR, 3)
                .containsEntry(IotJobsDataConstants.JOB_ID, "ota-7");
        assertThat(seen.get().getProperty(WorkflowConstants.JOB_DOCUMENT)).isEqualTo(document);
    }

    @Test
    void afterTheStepsTheExchangeIsAsItWasButForTheirResults() {
        List<Exchange> seen = new ArrayList<>();
        worker.step("a", e -> {
                    e.getMessage().setBody("other");
                    e.getMessage().setHeader("mine", "other");
                    e.setProperty("mine", "other");
                    e.getMessage().setHeader(WorkflowConstants.STEP_RESULT, "42 files");
                })
                .step("b", e -> seen.add(e.copy()))
                .run(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(StepWorker.source(""))
                                .setBody(constant("body"))
                                .setHeader("mine", constant("header"))
                                .setProperty("mine", constant("property"))
                                .to(StepWorker.ACTION)
                                .process(e -> seen.add(e.copy()));
                    }
                });

        Execution end = job(steps("a", "b"));

        assertThat(seen).hasSize(2).allSatisfy(e -> {
            assertThat(e.getMessage().getHeader(WorkflowConstants.STEP_RESULTS)).isEqualTo(Map.of("A", "42 files"));
            assertThat(e.getMessage().getHeader("mine")).isEqualTo("header");
            assertThat(e.getProperty("mine")).isEqualTo("property");
        });
        assertThat(seen.get(1).getMessage().getBody()).isEqualTo("body");
        assertThat(seen.get(1).getMessage().getHeaders())
                .doesNotContainKeys(
                        WorkflowConstants.STEP_NAME, WorkflowConstants.STEP_INDEX, WorkflowConstants.STEP_RESULT);
        assertThat(end.statusDetails()).containsEntry("step-1", "42 files");
    }

    @Test
    void theFirstFailureStopsTheWorkflowAndTheJobFailsWithItsStep() {
        worker.steps("a", "c", "done")
                .step("b", e -> {
                    throw new IllegalStateException("disk full");
                })
                .run();

        Execution end = job(withFinal(steps("a", "b", "c"), "done"));

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(reason(end)).contains("Step 2 of 4 'B' (b) failed: IllegalStateException: disk full");
        assertThat(end.statusDetails().get("workflow")).contains("done=1 of=4");
        assertThat(worker.ran()).containsExactly("a", "b");
    }

    /** As the AWS IoT Device Client has it: JobEngine::exec_action and exec_steps of awslabs/aws-iot-device-client. */
    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "true"})
    void anIgnoredFailureIsNotedAndTheStepsAfterItRunTheFinalOneToo(String flag) {
        worker.steps("a", "c", "done")
                .step("b", e -> {
                    throw new IllegalStateException("disk full");
                })
                .run();

        Execution end = job(withFinal(
                Documents.of(step("a", ""), step("b", ",\"ignoreStepFailure\":" + flag), step("c", "")), "done"));

        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.ran()).containsExactly("a", "b", "c", "done");
        assertThat(end.statusDetails().get("workflow")).endsWith("done=4 of=4 ignored=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollback", "handled", "outcome"})
    void aFailureThatIsNoExceptionIsOne(String how) {
        worker.steps("b")
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        switch (how) {
                            case "rollback" -> from("direct:step-a").markRollbackOnly();
                            case "outcome" ->
                                from("direct:step-a").setHeader(IotJobsDataConstants.OUTCOME, constant("FAILED"));
                            default ->
                                from("direct:step-a")
                                        .onException(Exception.class)
                                        .handled(true)
                                        .end()
                                        .throwException(new IllegalStateException("disk full"));
                        }
                    }
                })
                .run();

        Execution end = job(steps("a", "b"));

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(reason(end)).contains("Step 1 of 2 'A' (a) failed");
        assertThat(worker.ran()).isEmpty();
    }

    @Test
    void whatTheRouteOfAStepCaughtOrRetriedIsNoFailure() {
        AtomicInteger tries = new AtomicInteger();
        worker.route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:step-a")
                                .errorHandler(defaultErrorHandler()
                                        .maximumRedeliveries(2)
                                        .redeliveryDelay(1))
                                .process(e -> {
                                    if (tries.incrementAndGet() < 3) {
                                        throw new IllegalStateException("not yet");
                                    }
                                });
                        from("direct:step-b")
                                .doTry()
                                .throwException(new IllegalStateException("caught"))
                                .doCatch(Exception.class)
                                .end();
                    }
                })
                .run();

        assertThat(job(steps("a", "b")).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(tries).hasValue(3);
    }

    @Test
    void aStepMayRejectTheJob() {
        worker.steps("b")
                .step("a", e -> {
                    throw new JobRejectedException("firmware 7 is for another board");
                })
                .run();

        Execution end = job(Documents.of(step("a", ",\"ignoreStepFailure\":true"), step("b", "")));

        assertThat(end.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(reason(end)).isEqualTo("Step 1 of 2 'A' (a) rejects the job: firmware 7 is for another board");
        assertThat(worker.ran()).containsExactly("a");
    }

    @Test
    void aHandlerWithoutARouteRejectsTheJobBeforeTheFirstStepTheFinalOneIncluded() {
        worker.steps("a").run();

        Execution end = job(withFinal(steps("a", "a"), "confirm"));

        assertThat(end.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(reason(end)).contains("Step 3", "'confirm'", "Write that route", "direct:step-confirm");
        assertThat(worker.ran()).isEmpty();
    }

    @Test
    void onlyRoutesThatBeginWithDirectAndThePrefixAreHandlers() {
        worker.route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a").process(e -> worker.ran().add("without prefix"));
                        from("direct:other-a").process(e -> worker.ran().add("other prefix"));
                        from("direct:step-ab").process(e -> worker.ran().add("longer name"));
                    }
                })
                .run();

        assertThat(job(steps("a")).status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(worker.ran()).isEmpty();
    }

    @Test
    void aRouteThatIsStoppedFailsTheJobBeforeTheFirstStep() throws Exception {
        worker.steps("a", "b").run();
        worker.context().getRouteController().stopRoute("b");

        Execution end = job(steps("a", "b"));

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(reason(end)).contains("route b of direct:step-b is Stopped");
        assertThat(worker.ran()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "model=P200;region=eu, SUCCEEDED",
        "model = P210, SUCCEEDED",
        "model=P300, REJECTED",
        "model=p200, REJECTED",
        "region=eu, REJECTED"
    })
    void conditionsAreComparedWithWhatIsConfigured(String values, ExecutionStatus status) {
        worker.steps("a").run("?conditionValues=RAW(" + values + ")", "");

        Execution end =
                job("{\"conditions\":[{\"key\":\"model\",\"value\":[\"P200\",\"P210\"],\"type\":\"stringEqual\"}],"
                        + steps("a").substring(1));

        assertThat(end.status()).isEqualTo(status);
        if (status == ExecutionStatus.REJECTED) {
            assertThat(reason(end)).contains("not for this thing", "'model'");
            assertThat(worker.ran()).isEmpty();
        }
    }

    @Test
    void conditionsMayBeComparedWithABean() {
        worker.context().getRegistry().bind("facts", Map.of("model", "P200"));
        worker.steps("a").run("?conditionValues=#bean:facts", "");

        Execution end = job("{\"conditions\":[{\"key\":\"model\",\"value\":[\"P200\"],\"type\":\"stringEqual\"}],"
                + steps("a").substring(1));

        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"update?handOver=30m, IN_PROGRESS", "update?status=SUCCEEDED, SUCCEEDED", "update?status=FAILED, FAILED"
    })
    void aStepThatEndsTheSessionEndsTheWorkflowAndTheRouteBehindIt(String update, ExecutionStatus status) {
        AtomicInteger behind = new AtomicInteger();
        worker.steps("b")
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:step-a").to("iot-jobs-data:" + update).process(e -> worker.ran()
                                .add("a"));
                    }
                })
                .run(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(StepWorker.source("")).to(StepWorker.ACTION).process(e -> behind.incrementAndGet());
                    }
                });
        emulator.createJob("ota-7", steps("a", "b"), "pump-12");
        emulator.createJob("next", steps("b"), "pump-12");

        await().until(() -> worker.ran().contains("a"));
        if (status != ExecutionStatus.IN_PROGRESS) {
            ended(emulator, "next");
        }

        Execution end = emulator.execution("pump-12", "ota-7");
        assertThat(end.status()).isEqualTo(status);
        assertThat(behind.get()).isEqualTo(status == ExecutionStatus.IN_PROGRESS ? 0 : 1);
        assertThat(worker.ran().subList(0, 1)).containsExactly("a");
        assertThat(emulator.requests().recent()).noneMatch(r -> r.status() >= 400);
    }

    @Test
    void aJobThatIsLostInAStepBeginsNoOther() {
        worker.steps("b")
                .step("a", e -> {
                    emulator.cancelJob("ota-7", true);
                    throw new IllegalStateException("an ignored failure");
                })
                .run();

        emulator.createJob("ota-7", Documents.of(step("a", ",\"ignoreStepFailure\":true"), step("b", "")), "pump-12");
        emulator.createJob("next", steps("b"), "pump-12");

        assertThat(ended(emulator, "next").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(worker.ran()).containsExactly("a", "b");
    }

    @Test
    void aProgressReportOfAStepKeepsTheStateAndIsKeptBesideIt() {
        AtomicReference<Map<String, String>> during = new AtomicReference<>();
        worker.steps("a")
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:step-b")
                                .to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.step=half")
                                .process(e -> during.set(
                                        emulator.execution("pump-12", "ota-7").statusDetails()));
                    }
                })
                .run();

        Execution end = job(steps("a", "b"));

        assertThat(during.get()).containsEntry("step", "half");
        assertThat(during.get().get("workflow")).contains("done=1 of=2");
        assertThat(end.statusDetails().get("workflow")).contains("done=2 of=2");
        assertThat(end.statusDetails()).doesNotContainKey("step");
    }

    @Test
    void aProgressReportThatTheServiceDoesNotAcceptIsSentAgainAndTheStepIsNotRunAgain() {
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(2));
        emulator.faults().add(Fault.throttle().on(UPDATE_JOB_EXECUTION).nth(3));
        worker.steps("a", "b").run();

        assertThat(job(steps("a", "b")).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.ran()).containsExactly("a", "b");
    }

    @Test
    void aRedeliveryOfTheRouteThatRunsTheWorkflowGoesOnBehindTheFinishedSteps() {
        AtomicInteger tries = new AtomicInteger();
        worker.steps("a", "c")
                .step("b", e -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .run(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(StepWorker.source(""))
                                .errorHandler(defaultErrorHandler()
                                        .maximumRedeliveries(1)
                                        .redeliveryDelay(1))
                                .to(StepWorker.ACTION);
                    }
                });

        assertThat(job(steps("a", "b", "c")).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.ran()).containsExactly("a", "b", "b", "c");
    }

    @Test
    void aRedeliveryDoesNotRepeatAStepThatIsNotRepeatable() {
        worker.steps("a")
                .step("b", e -> {
                    throw new IllegalStateException("paid, and then the line broke");
                })
                .run(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(StepWorker.source(""))
                                .errorHandler(defaultErrorHandler()
                                        .maximumRedeliveries(1)
                                        .redeliveryDelay(1))
                                .to(StepWorker.ACTION + "?notRepeatable=b");
                    }
                });

        Execution end = job(steps("a", "b"));

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(reason(end)).contains("may have been started before");
        assertThat(worker.ran()).containsExactly("a", "b");
    }

    @Test
    void whileTheContextStartsTheRouteOfAStepIsWaitedFor() {
        emulator.createJob("ota-7", steps("a"), "pump-12");
        worker.run(new RouteBuilder() {
            @Override
            public void configure() {
                from(StepWorker.source("")).startupOrder(1).to(StepWorker.ACTION);
                from("direct:between")
                        .startupOrder(2)
                        .routePolicy(new RoutePolicySupport() {
                            @Override
                            public void onStart(Route route) {
                                await().until(() ->
                                        emulator.execution("pump-12", "ota-7").status() != ExecutionStatus.QUEUED);
                            }
                        })
                        .process(e -> {});
                from("direct:step-a").startupOrder(3).process(e -> worker.ran().add("a"));
            }
        });

        assertThat(ended(emulator, "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.ran()).containsExactly("a");
    }

    @Test
    void withoutAJobTheMessageSaysHowToClaimOne() {
        worker.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(StepWorker.ACTION);
            }
        });
        worker.context().start();

        Exchange end = worker.context().createProducerTemplate().request("direct:in", e -> {});

        assertThat(end.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("iot-jobs-data:startNext");
    }
}
