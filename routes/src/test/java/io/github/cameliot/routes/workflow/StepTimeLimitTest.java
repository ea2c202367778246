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
import static io.github.cameliot.routes.workflow.StepWorker.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that hang: real threads. */
class StepTimeLimitTest {

    private final JobsEmulator emulator = JobsEmulator.start();
    private final StepWorker worker = new StepWorker(emulator);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        worker.close();
        emulator.close();
    }

    private Execution job(String document) {
        emulator.createJob("ota-7", document, "pump-12");
        return ended(emulator, "ota-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"ignoreStepFailure\":true"})
    void aStepThatHangsIsInterruptedAtTheLimitAndTheJobFailsSayingSo(String ignored) {
        AtomicBoolean interrupted = new AtomicBoolean();
        worker.steps("b")
                .step("a", e -> {
                    try {
                        never.await();
                    } catch (InterruptedException interrupt) {
                        interrupted.set(true);
                        throw interrupt;
                    }
                })
                .run("?stepTimeLimit=200ms", "");

        Execution end = job(Documents.of(step("a", ignored), step("b", "")));

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.statusDetails().get("reason"))
                .contains("Step 1 of 2 'A' (a) was interrupted: it took longer than stepTimeLimit, 200 ms");
        assertThat(interrupted).isTrue();
        assertThat(worker.ran()).containsExactly("a");
    }

    @Test
    void aStepThatDoesNotListenToItsInterruptFailsTheJobAllTheSame() {
        worker.step("a", e -> awaitUninterruptibly()).run("?stepTimeLimit=100ms", "");

        assertThat(job(steps("a")).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    private void awaitUninterruptibly() {
        boolean over = false;
        while (!over) {
            try {
                never.await();
                over = true;
            } catch (InterruptedException e) {
                // goes on
            }
        }
    }

    @Test
    void aRouteThatGoesOnAsynchronouslyAndNeverEndsFailsTheJobAtTheLimit() {
        worker.route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:step-a").process(new AsyncProcessorSupport() {
                            @Override
                            public boolean process(Exchange exchange, AsyncCallback callback) {
                                return false; // and the callback is never called
                            }
                        });
                    }
                })
                .run("?stepTimeLimit=200ms", "");

        assertThat(job(steps("a")).statusDetails().get("reason")).contains("stepTimeLimit, 200 ms");
    }

    @Test
    void stepsWithinTheLimitRunOnThreadsOfTheirOwnAndWithoutLimitOnTheThreadOfTheConsumer() {
        AtomicReference<String> thread = new AtomicReference<>();
        worker.step("a", e -> thread.set(Thread.currentThread().getName())).run("?stepTimeLimit=10m", "");

        assertThat(job(steps("a")).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(thread.get()).contains("IotJobsWorkflowStep");

        try (StepWorker other = new StepWorker(emulator)) {
            emulator.createJob("other", steps("b"), "pump-13");
            other.step("b", e -> thread.set(Thread.currentThread().getName())).run(new RouteBuilder() {
                @Override
                public void configure() {
                    from("iot-jobs-data:startNext?thing=pump-13&delay=50ms").to(StepWorker.ACTION);
                }
            });
            await().until(() -> emulator.execution("pump-13", "other").status() == ExecutionStatus.SUCCEEDED);
            assertThat(thread.get()).doesNotContain("IotJobsWorkflowStep");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?stepTimeLimit=10m"})
    void anInterruptOfTheCallerBecauseTheJobWasLostReachesTheStep(String options) throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        worker.steps("b")
                .step("a", e -> {
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException interrupt) {
                        interrupted.countDown();
                        throw interrupt;
                    }
                })
                .run(options, "&interruptOnLost=true&lease=15s&heartbeat=1s");
        emulator.createJob("ota-7", steps("a", "b"), "pump-12");
        assertThat(begun.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();

        emulator.cancelJob("ota-7", true);

        assertThat(interrupted.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        await().until(() -> worker.context().getInflightRepository().size() == 0);
        assertThat(worker.ran()).containsExactly("a");
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theThreadsEndWithTheRouteThatRunsTheWorkflow(boolean isKamelet) throws Exception {
        JobWorkflow workflow = new JobWorkflow();
        workflow.setStepTimeLimit(Duration.ofMinutes(10));
        AtomicReference<Thread> thread = new AtomicReference<>();
        worker.step("a", e -> thread.set(Thread.currentThread())).run(new RouteBuilder() {
            @Override
            public void configure() {
                if (isKamelet) {
                    from(StepWorker.source("")).to(StepWorker.ACTION + "?stepTimeLimit=10m");
                } else {
                    from(StepWorker.source("")).process(workflow);
                }
            }
        });
        job(steps("a"));
        assertThat(thread.get().isAlive()).isTrue();

        for (Route route : worker.context().getRoutes()) {
            if (!route.getEndpoint().getEndpointUri().startsWith("direct:")) {
                worker.context().getRouteController().stopRoute(route.getId());
            }
        }

        await().until(() -> !thread.get().isAlive());
    }

    @Test
    void aLimitThatIsNoTimeIsRefusedByItsName() {
        assertThatThrownBy(() -> new JobWorkflow().setStepTimeLimit(Duration.ofSeconds(-1)))
                .hasMessageContaining("stepTimeLimit=-1s");
        assertThatThrownBy(() -> new JobWorkflow().setStepTimeLimit(Duration.ofDays(999_999)))
                .hasMessageContaining("stepTimeLimit=999999d")
                .hasMessageContaining("at most 365d");
        assertThatThrownBy(() -> new JobWorkflow().setPrefix("a?b")).hasMessageContaining("prefix=a?b");
        assertThatThrownBy(() -> new JobWorkflow().setConditionValues("model"))
                .hasMessageContaining("model=P200;region=eu");
    }
}
