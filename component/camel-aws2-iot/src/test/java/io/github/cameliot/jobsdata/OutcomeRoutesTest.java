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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The outcome is that of the exchange's end, whatever threads, copies and sub-routes it went through. */
class OutcomeRoutesTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threads(boolean fails) {
        Line line = Line.on(bench, "threads-" + fails);

        Execution job = line.run(route -> route.threads(1).process(ex -> end(ex, fails)));

        proves(line, job, fails);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asyncDelay(boolean fails) {
        Line line = Line.on(bench, "delay-" + fails);

        Execution job = line.run(route -> route.delay(20).asyncDelayed().end().process(ex -> end(ex, fails)));

        proves(line, job, fails);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sedaWithAReply(boolean fails) {
        Line line = Line.on(bench, "sedaReply-" + fails);

        Execution job = line.runAll(r -> {
            r.from(line.from()).to(ExchangePattern.InOut, "seda:reply-" + fails);
            r.from("seda:reply-" + fails).process(ex -> end(ex, fails));
        });

        proves(line, job, fails);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sedaWithoutAReplyHandsTheReportOver(boolean fails) {
        Line line = Line.on(bench, "sedaOver-" + fails);
        AtomicReference<ExecutionStatus> before = new AtomicReference<>();

        Execution job = line.runAll(r -> {
            r.from(line.from()).to("seda:over-" + fails);
            r.from("seda:over-" + fails).delay(50).end().process(ex -> {
                before.set(status("sedaOver-" + fails));
                end(ex, fails);
            });
        });

        assertThat(before.get()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        proves(line, job, fails);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void multicastInParallel(boolean fails) {
        Line line = Line.on(bench, "multicast-" + fails);

        Execution job = line.runAll(r -> {
            r.from(line.from())
                    .multicast()
                    .stopOnException()
                    .parallelProcessing()
                    .to("direct:cast-" + fails, "log:cast?level=OFF");
            r.from("direct:cast-" + fails).process(ex -> end(ex, fails));
        });

        proves(line, job, fails);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void splitReportsOnceAfterTheLastPart(boolean fails) {
        Line line = Line.on(bench, "split-" + fails);
        AtomicInteger parts = new AtomicInteger();

        Execution job = line.run(route -> route.setBody(ex -> List.of(1, 2, 3))
                .split()
                .body()
                .stopOnException()
                .process(ex -> {
                    assertThat(status("split-" + fails)).isEqualTo(ExecutionStatus.IN_PROGRESS);
                    if (parts.incrementAndGet() == 3) {
                        end(ex, fails);
                    }
                })
                .end());

        assertThat(parts).hasValue(3);
        proves(line, job, fails);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recipientListAndLoop(boolean fails) {
        Line line = Line.on(bench, "recipients-" + fails);

        Execution job = line.runAll(r -> {
            r.from(line.from())
                    .loop(2)
                    .copy()
                    .recipientList(r.constant("direct:recipient-" + fails + ",log:recipient?level=OFF"))
                    .stopOnException()
                    .end()
                    .end();
            r.from("direct:recipient-" + fails).process(ex -> end(ex, fails));
        });

        proves(line, job, fails);
    }

    @Test
    void aFailureThatASubRouteHandledItselfIsFailed() {
        Line line = Line.on(bench, "sub");

        Execution job = line.runAll(r -> {
            r.from(line.from()).to("direct:sub").to("log:after?level=OFF");
            r.from("direct:sub")
                    .onException(Exception.class)
                    .handled(true)
                    .end()
                    .process(ex -> end(ex, true));
        });

        proves(line, job, true);
    }

    @Test
    void aFailureOfASubRouteThatTheRouteCaughtIsSucceeded() {
        Line line = Line.on(bench, "subCaught");

        Execution job = line.runAll(r -> {
            r.from(line.from())
                    .doTry()
                    .to("direct:subCaught")
                    .doCatch(Exception.class)
                    .end();
            r.from("direct:subCaught").process(ex -> end(ex, true));
        });

        proves(line, job, false);
    }

    @Test
    void aFailingWireTapIsNotTheRoutesFailure() {
        Line line = Line.on(bench, "tap");

        Execution job = line.runAll(r -> {
            r.from(line.from()).wireTap("direct:tapped");
            r.from("direct:tapped").process(ex -> end(ex, true));
        });

        proves(line, job, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void completionsOfTheRouteRunBesideTheReport(boolean fails) {
        Line line = Line.on(bench, "completion-" + fails);
        AtomicInteger completions = new AtomicInteger();

        Execution job = line.runAll(r -> {
            r.onCompletion().modeBeforeConsumer().process(ex -> completions.incrementAndGet());
            r.from(line.from())
                    .process(ex -> ex.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                        @Override
                        public void onDone(Exchange exchange) {
                            completions.incrementAndGet();
                            throw new IllegalStateException("a completion that fails");
                        }
                    }))
                    .process(ex -> end(ex, fails));
        });

        assertThat(completions).hasValue(2);
        proves(line, job, fails);
    }

    private static void end(Exchange exchange, boolean fails) {
        if (fails) {
            throw new IllegalStateException("valve stuck at " + exchange.getExchangeId());
        }
    }

    private static ExecutionStatus status(String thing) {
        return bench.emulator().execution(thing, "job-" + thing).status();
    }

    private static void proves(Line line, Execution job, boolean fails) {
        assertThat(job.status()).isEqualTo(fails ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED);
        if (fails) {
            assertThat(job.statusDetails().get("reason")).contains("valve stuck");
        }
        assertThat(line.updates()).isEqualTo(1);
    }
}
