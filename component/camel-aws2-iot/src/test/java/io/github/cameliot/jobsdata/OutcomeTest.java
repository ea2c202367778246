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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** If a route completes, its job is reported SUCCEEDED; if it fails, FAILED, also if the route handles the failure. */
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
    void aRouteThatCompletesIsSucceededWithoutDetails() {
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
    void anExceptionThatTheRouteCatchesIsSucceeded() {
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
    void aRouteThatRemovesHeadersAndBodyIsStillReported() {
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

    private static IllegalStateException broken() {
        return new IllegalStateException("valve stuck");
    }
}
