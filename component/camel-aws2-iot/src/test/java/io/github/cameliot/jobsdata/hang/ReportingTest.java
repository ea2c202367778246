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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A report that is on its way is left alone. */
@ExtendWith(SideBySide.class)
class ReportingTest {

    @Test
    void failJobDuringAReportIsRefusedAndTellsNoLoss() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.jobs(List.of("reporting"));
            CompletableFuture<Void> mayArrive = new CompletableFuture<>();
            bed.proxy().on(call -> call.reports("SUCCEEDED"), Treatment.heldUntil(mayArrive));
            CompletableFuture<Object> loss = new CompletableFuture<>();
            Runs runs = new Runs();
            Worker worker = bed.worker().work("reporting", "", runs.then(exchange -> Runs.sessionOf(exchange)
                    .onLost(loss::complete)));
            within(TestBed.START_SECONDS).until(() -> !bed.proxy()
                    .calls(call -> call.reports("SUCCEEDED"))
                    .isEmpty());

            CompletableFuture<Object> failing = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return worker.operate("failJob", "reporting", "by an operator");
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    operator -> new Thread(operator, "operator").start());
            endsOrWaitsForTheReport(failing);
            mayArrive.complete(null);

            within(TestBed.SOON_SECONDS).until(() -> bed.isSucceeded("reporting"));
            within(TestBed.SOON_SECONDS).until(failing::isDone);
            assertThat(failing).isCompletedExceptionally();
            assertThat(loss).isNotDone();
            assertThat(runs.all().get(0).session().loss()).isEmpty();
        }
    }

    private static void endsOrWaitsForTheReport(CompletableFuture<?> operation) {
        try {
            operation.handle((done, failure) -> null).get(1, TimeUnit.SECONDS);
        } catch (Exception e) {
            // it waits: the report may come through
        }
    }

    @Test
    void interruptOnLostDoesNotInterruptTheReport() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.jobs(List.of("uninterrupted"));
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            // The report arrives in time, and the lease is over before its response comes.
            bed.proxy().on(call -> call.reports("SUCCEEDED"), Treatment.responseDelayed(Duration.ofSeconds(9)));
            bed.proxy().on(call -> call.reports("IN_PROGRESS"), Treatment.blackHole());
            bed.worker().work("uninterrupted", "interruptOnLost=true", exchange -> {
                exchange.getExchangeExtension().addOnCompletion(new Last(interrupted));
                within(20).pollDelay(Duration.ofMillis(1500)).until(() -> true);
            });

            within(TestBed.START_SECONDS + 15).until(interrupted::isDone);

            assertThat(interrupted).isCompletedWithValue(false);
            assertThat(bed.isSucceeded("uninterrupted")).isTrue();
        }
    }

    /** Looks at the thread when the report has been made. */
    private static final class Last extends SynchronizationAdapter {

        private final CompletableFuture<Boolean> interrupted;

        Last(CompletableFuture<Boolean> interrupted) {
            this.interrupted = interrupted;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }

        @Override
        public void onDone(Exchange exchange) {
            interrupted.complete(Thread.currentThread().isInterrupted());
        }
    }
}
