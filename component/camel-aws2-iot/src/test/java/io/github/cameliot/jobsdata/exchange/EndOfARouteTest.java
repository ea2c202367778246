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
package io.github.cameliot.jobsdata.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.OnFailure;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.TestWorker;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndOfARouteTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final TestWorker worker = TestWorker.named("one", emulator, clock);

    @AfterEach
    void close() {
        Thread.interrupted();
        worker.close();
        emulator.close();
    }

    @Test
    void anInterruptOfALossDoesNotOutliveARouteThatEndsOnAnotherThread() {
        JobSession session = claimed();
        try (Interrupter interrupter = Interrupter.of(session)) {
            CompletableFuture.runAsync(() -> {
                        session.endByOperator(Outcome.failed("by hand"));
                        interrupter.close();
                    })
                    .join();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptOfSomebodyElseStays() {
        JobSession session = claimed();
        Interrupter interrupter = Interrupter.of(session);

        boolean stays = CompletableFuture.supplyAsync(() -> {
                    Thread.currentThread().interrupt();
                    interrupter.close();
                    return Thread.interrupted();
                })
                .join();

        assertThat(stays).isTrue();
    }

    @Test
    void aJobWhoseOutcomeCannotBeReadIsReportedFailed() throws Exception {
        JobSession session = claimed();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setHeader(IotJobsDataConstants.OUTCOME_REASON, new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the stream of the reason is broken");
                }
            });

            new ReportOnCompletion(session, OnFailure.fail, exchange).onDone(exchange);
        }

        assertThat(emulator.execution("pump-12", "ota-7").status().name()).isEqualTo("FAILED");
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails().get("reason"))
                .contains("the stream of the reason is broken");
    }

    private JobSession claimed() {
        emulator.createJob("ota-7", "{}", "pump-12");
        return worker.claim("pump-12");
    }
}
