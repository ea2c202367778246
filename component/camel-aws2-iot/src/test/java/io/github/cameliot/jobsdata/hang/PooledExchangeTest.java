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
package io.github.cameliot.jobsdata.hang;

import static io.github.cameliot.jobsdata.hang.TestBed.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.JobRejectedException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exchanges that are used again for the next job, as with {@code camel.main.exchange-factory=pooled}. */
@ExtendWith(SideBySide.class)
class PooledExchangeTest {

    private static final int GOOD_ONES = 5;

    /** Every kind of ending, by the thing whose first job ends so; and what is reported for that job. */
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("exception", "FAILED"),
            Map.entry("handled", "FAILED"),
            Map.entry("deadLetter", "FAILED"),
            Map.entry("continued", "SUCCEEDED"),
            Map.entry("caught", "SUCCEEDED"),
            Map.entry("rollback", "FAILED"),
            Map.entry("rollbackLast", "FAILED"),
            Map.entry("stop", "SUCCEEDED"),
            Map.entry("subRoute", "FAILED"),
            Map.entry("rejected", "REJECTED"),
            Map.entry("header", "FAILED"));

    @Test
    void whatOneExchangeCameToIsNotReportedForTheNextJob() throws Exception {
        try (TestBed bed = TestBed.open()) {
            ENDINGS.keySet().forEach(thing -> {
                bed.emulator().createJob("bad-" + thing, "{}", thing);
                for (int i = 1; i <= GOOD_ONES; i++) {
                    bed.emulator().createJob("good-" + i + "-" + thing, "{}", thing);
                }
            });
            Worker worker = pooled(bed.worker());

            worker.routes(endings(worker));

            within(TestBed.START_SECONDS).until(() -> ENDINGS.keySet().stream()
                    .flatMap(thing -> bed.emulator().executions(thing).stream())
                    .allMatch(execution -> execution.status().isTerminal()));
            Map<String, String> expected = new TreeMap<>();
            Map<String, String> reported = new TreeMap<>();
            ENDINGS.forEach((thing, status) -> {
                expected.put(thing, status + " SUCCEEDED".repeat(GOOD_ONES));
                StringBuilder all = new StringBuilder();
                bed.emulator().executions(thing).forEach(e -> all.append(' ').append(e.status()));
                reported.put(thing, all.substring(1));
            });
            assertThat(reported).isEqualTo(expected);
        }
    }

    @Test
    void aSessionEndsThoughItsExchangeWentBackToThePoolWithoutBeingCompleted() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.emulator().createJob("parts", "a,b,c", "split");
            Runs runs = new Runs();
            Worker worker = pooled(bed.worker());

            worker.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(worker.jobsOf("split", ""))
                            .process(runs.then(exchange -> {}))
                            .split(body().tokenize(","))
                            .stopOnException()
                            .process(exchange -> {
                                throw new IllegalArgumentException("part of a job");
                            });
                }
            });

            within(TestBed.START_SECONDS).until(() -> !runs.all().isEmpty());
            within(13).until(() -> runs.all().get(0).session().state().isFinal());
        }
    }

    private static Worker pooled(Worker worker) {
        ExtendedCamelContext context = worker.camel().getCamelContextExtension();
        context.setExchangeFactory(new PooledExchangeFactory());
        context.setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        return worker;
    }

    private static RouteBuilder endings(Worker worker) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(jobs("exception")).process(PooledExchangeTest::failIfBad);
                from(jobs("handled"))
                        .onException(IllegalArgumentException.class)
                        .handled(true)
                        .end()
                        .process(PooledExchangeTest::failIfBad);
                from(jobs("deadLetter"))
                        .errorHandler(deadLetterChannel("mock:dead"))
                        .process(PooledExchangeTest::failIfBad);
                from(jobs("continued"))
                        .onException(IllegalArgumentException.class)
                        .continued(true)
                        .end()
                        .process(PooledExchangeTest::failIfBad);
                from(jobs("caught"))
                        .doTry()
                        .process(PooledExchangeTest::failIfBad)
                        .doCatch(IllegalArgumentException.class)
                        .process(exchange -> {})
                        .end();
                from(jobs("rollback")).filter(PooledExchangeTest::isBad).markRollbackOnly();
                from(jobs("rollbackLast")).filter(PooledExchangeTest::isBad).markRollbackOnlyLast();
                from(jobs("stop")).filter(PooledExchangeTest::isBad).stop();
                from(jobs("subRoute")).to("direct:sub");
                from("direct:sub").errorHandler(deadLetterChannel("mock:dead")).process(PooledExchangeTest::failIfBad);
                from(jobs("rejected"))
                        .filter(PooledExchangeTest::isBad)
                        .throwException(JobRejectedException.class, "not for this thing");
                from(jobs("header"))
                        .filter(PooledExchangeTest::isBad)
                        .setHeader("CamelAwsIotJobsOutcome", constant("FAILED"));
            }

            private String jobs(String thing) {
                return worker.jobsOf(thing, "");
            }
        };
    }

    private static boolean isBad(Exchange exchange) {
        return exchange.getMessage()
                .getHeader("CamelAwsIotJobsJobId", String.class)
                .startsWith("bad");
    }

    private static void failIfBad(Exchange exchange) {
        if (isBad(exchange)) {
            throw new IllegalArgumentException("bad job");
        }
    }
}
