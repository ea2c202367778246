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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is reported for a route that ends well, fails, or has its failure handled. */
class OutcomeTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void aRouteThatEndsIsSucceededWithoutDetails() {
        Line line = Line.on(bench, "well");

        Execution job = line.run(route -> route.to("log:well?level=OFF"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Bench.told(job)).isEmpty();
        assertThat(line.updates()).isEqualTo(1);
    }

    @Test
    void anExceptionIsFailedWithItsTypeAndMessage() {
        Line line = Line.on(bench, "exception");

        Execution job = line.run(route -> route.throwException(broken()));

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(Bench.told(job)).isEqualTo(Map.of("reason", "IllegalStateException: valve stuck"));
        assertThat(line.updates()).isEqualTo(1);
    }

    @Test
    void anExceptionThatTheRouteCaughtIsSucceeded() {
        Execution job = Line.on(bench, "caught").run(route -> route.doTry()
                .throwException(broken())
                .doCatch(IllegalStateException.class)
                .setBody()
                .constant("caught")
                .end());

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void anExceptionThatIsThrownAgainByDoCatchIsFailed() {
        Execution job = Line.on(bench, "thrownAgain").run(route -> route.doTry()
                .throwException(broken())
                .doCatch(IllegalStateException.class)
                .throwException(new IllegalArgumentException("second"))
                .doFinally()
                .setBody()
                .constant("finally")
                .end());

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.statusDetails()).containsEntry("reason", "IllegalArgumentException: second");
    }

    @Test
    void aHandledExceptionIsFailedWithItsReason() {
        Line line = Line.on(bench, "handled");

        Execution job = line.runAll(r -> {
            r.onException(IllegalStateException.class).handled(true).setBody(r.constant("x"));
            r.from(line.from()).throwException(broken());
        });

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.statusDetails()).containsEntry("reason", "IllegalStateException: valve stuck");
    }

    @Test
    void aContinuedExceptionIsSucceeded() {
        Line line = Line.on(bench, "continued");

        Execution job = line.runAll(r -> {
            r.onException(IllegalStateException.class).continued(true);
            r.from(line.from()).throwException(broken()).to("log:on?level=OFF");
        });

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aDeadLetterIsFailedWithItsReason() {
        Line line = Line.on(bench, "dead");

        Execution job = line.runAll(r -> {
            r.errorHandler(r.deadLetterChannel("log:dead?level=OFF")
                    .maximumRedeliveries(1)
                    .redeliveryDelay(0));
            r.from(line.from()).throwException(broken());
        });

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.statusDetails()).containsEntry("reason", "IllegalStateException: valve stuck");
    }

    @Test
    void aRedeliveryThatSucceedsIsSucceeded() {
        Line line = Line.on(bench, "redelivered");
        AtomicInteger attempts = new AtomicInteger();

        Execution job = line.runAll(r -> {
            r.errorHandler(r.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            r.from(line.from()).process(e -> {
                if (attempts.incrementAndGet() < 3) {
                    throw broken();
                }
            });
        });

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void aRollbackIsFailed() {
        Execution thrown = Line.on(bench, "rollback").run(route -> route.rollback("no power"));
        Execution marked = Line.on(bench, "rollbackOnly").run(route -> route.markRollbackOnly());
        Execution last = Line.on(bench, "rollbackOnlyLast").run(route -> route.markRollbackOnlyLast());

        assertThat(thrown.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(thrown.statusDetails().get("reason")).contains("no power");
        assertThat(marked.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(marked.statusDetails()).containsEntry("reason", "the route was rolled back");
        assertThat(last.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aRouteThatRemovesEverythingIsReportedAllTheSame() {
        Execution nothing = Line.on(bench, "bare")
                .run(route -> route.removeHeaders("*").removeProperties("*").setBody(ex -> null));
        Execution failed = Line.on(bench, "bareFailed")
                .run(route -> route.removeHeaders("*").setBody(ex -> 7).throwException(broken()));

        assertThat(nothing.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aStoppedRouteIsSucceeded() {
        Execution job = Line.on(bench, "stopped").run(route -> route.stop().throwException(broken()));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aFilterThatDropsTheMessageIsSucceeded() {
        Execution job = Line.on(bench, "filtered")
                .run(route -> route.filter(ex -> false).throwException(broken()).end());

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void rejectedByExceptionPlainWrappedOrHandled() {
        JobRejectedException rejected = new JobRejectedException("wrong model");

        Execution plain = Line.on(bench, "rejected").run(route -> route.throwException(rejected));
        Execution wrapped = Line.on(bench, "rejectedWrapped")
                .run(route -> route.throwException(new IllegalStateException("outer", rejected)));
        Line line = Line.on(bench, "rejectedHandled").with("onFailure=leave");
        Execution handled = line.runAll(r -> {
            r.onException(Exception.class).handled(true);
            r.from(line.from()).throwException(rejected);
        });

        for (Execution job : new Execution[] {plain, wrapped, handled}) {
            assertThat(job.status()).isEqualTo(ExecutionStatus.REJECTED);
            assertThat(Bench.told(job)).isEqualTo(Map.of("reason", "wrong model"));
        }
    }

    @Test
    void onFailureRejectReportsRejected() {
        Execution job =
                Line.on(bench, "failReject").with("onFailure=reject").run(route -> route.throwException(broken()));

        assertThat(job.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(job.statusDetails()).containsEntry("reason", "IllegalStateException: valve stuck");
    }

    @Test
    void onFailureLeaveReportsNothingAndRunsTheJobAgain() {
        AtomicInteger runs = new AtomicInteger();
        Line line = Line.on(bench, "failLeave").with("onFailure=leave");

        Execution job = line.run(route -> route.process(ex -> {
            if (runs.incrementAndGet() == 1) {
                throw broken();
            }
        }));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Bench.told(job)).isEmpty();
        assertThat(runs).hasValue(2);
        assertThat(line.updates()).as("given up, taken up, reported").isEqualTo(3);
    }

    @Test
    void aHugeHostileFailureTextIsReportedWithItsTail() {
        String text = "first line\n" + "\ud83d\ude00".repeat(5000) + "\u0000\ud800 the cause";

        Execution job = Line.on(bench, "huge").run(route -> route.throwException(new IllegalStateException(text)));

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.statusDetails().get("reason"))
                .startsWith("IllegalStateException: first line ")
                .endsWith("\ufffd\ufffd the cause")
                .hasSizeLessThanOrEqualTo(1024);
    }

    @Test
    void anExceptionWithoutAMessageIsReportedByItsType() {
        Execution named = Line.on(bench, "noMessage").run(route -> route.throwException(new IllegalStateException()));
        Execution anonymous = Line.on(bench, "noName")
                .run(route -> route.throwException(new RuntimeException("why") {
                    private static final long serialVersionUID = 1L;
                }));

        assertThat(named.statusDetails()).containsEntry("reason", "IllegalStateException");
        assertThat(anonymous.statusDetails().get("reason"))
                .contains("OutcomeTest")
                .endsWith(": why");
    }

    @Test
    void theQueryOfAUrlIsMaskedInTheReason() {
        Execution thrown = Line.on(bench, "url")
                .run(route -> route.throwException(new IllegalStateException(
                        "GET https://me:pw@bucket.example.com/fw.bin?X-Amz-Signature=abc&X-Amz-Date=1 and"
                                + " HTTPS://other.example.com/?sig=abc: 403")));
        Execution said = Line.on(bench, "urlSaid").run(route -> route.setHeader(
                        IotJobsDataConstants.OUTCOME_REASON,
                        () -> "cannot read https://bucket.example.com/fw.bin?X-Amz-Signature=abc")
                .setHeader(IotJobsDataConstants.OUTCOME, () -> "FAILED"));

        assertThat(thrown.statusDetails())
                .containsEntry(
                        "reason",
                        "IllegalStateException: GET https://xxxxxx@bucket.example.com/fw.bin?xxxxxx and"
                                + " HTTPS://other.example.com/?xxxxxx 403");
        assertThat(said.statusDetails())
                .containsEntry("reason", "cannot read https://bucket.example.com/fw.bin?xxxxxx");
    }

    @Test
    void theDetailsOfAProgressReportStayBesideTheReason() {
        Execution job = Line.on(bench, "progress")
                .run(route -> route.to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.step=flash")
                        .throwException(broken()));

        assertThat(Bench.told(job)).isEqualTo(Map.of("step", "flash", "reason", "IllegalStateException: valve stuck"));
    }

    @Test
    void theNextJobIsRunAfterAFailedOne() {
        Line line = Line.on(bench, "two");
        bench.job("first-two", "two");

        Execution second = line.run(
                route -> route.filter(ex -> "first-two".equals(ex.getMessage().getHeader(IotJobsDataConstants.JOB_ID)))
                        .throwException(broken())
                        .end());

        await().until(() -> bench.emulator().execution("two", "first-two").status() == ExecutionStatus.FAILED);
        assertThat(second.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void theHeadersOfAClaimShowTheExecution() {
        Exchange[] seen = new Exchange[1];

        Line.on(bench, "claim").with("statusDetails.by=camel").run(route -> route.process(ex -> seen[0] = ex.copy()));

        assertThat(seen[0].getMessage().getBody()).isEqualTo("{\"job\":\"job-claim\"}");
        assertThat(seen[0].getMessage().getHeaders())
                .containsEntry(IotJobsDataConstants.THING, "claim")
                .containsEntry(IotJobsDataConstants.JOB_ID, "job-claim")
                .containsEntry(IotJobsDataConstants.EXECUTION_NUMBER, 1L)
                .containsEntry(IotJobsDataConstants.VERSION_NUMBER, 2L)
                .containsEntry(IotJobsDataConstants.STATUS, "IN_PROGRESS")
                .containsEntry(IotJobsDataConstants.STATUS_DETAILS, Map.of("by", "camel"))
                .containsKeys(
                        IotJobsDataConstants.QUEUED_AT,
                        IotJobsDataConstants.STARTED_AT,
                        IotJobsDataConstants.LAST_UPDATED_AT)
                .containsEntry(IotJobsDataConstants.RESUMED, false)
                .doesNotContainKeys(
                        IotJobsDataConstants.UPDATE_STATUS,
                        IotJobsDataConstants.UPDATE_STATUS_DETAILS,
                        IotJobsDataConstants.EXPECTED_VERSION,
                        IotJobsDataConstants.OUTCOME);
    }

    private static IllegalStateException broken() {
        return new IllegalStateException("valve stuck");
    }
}
