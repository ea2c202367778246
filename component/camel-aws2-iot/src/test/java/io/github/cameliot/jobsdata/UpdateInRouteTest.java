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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports from the middle of a route that works off a job. */
class UpdateInRouteTest {

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
    void progressNeedsNeitherHeadersNorIds() {
        Line line = Line.on(bench, "progress");
        Map<?, ?>[] seen = new Map<?, ?>[1];

        Execution job = line.run(route -> route.removeHeaders("*")
                .to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.step=download")
                .setHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS, () -> Map.of("step", "flash"))
                .to("iot-jobs-data:update?status=IN_PROGRESS")
                .process(ex -> seen[0] = Bench.told(bench.emulator().execution("progress", "job-progress"))));

        assertThat(seen[0]).isEqualTo(Map.of("step", "flash"));
        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Bench.told(job)).isEqualTo(Map.of("step", "flash"));
        assertThat(job.versionNumber()).isEqualTo(5);
        assertThat(line.updates()).isEqualTo(3);
    }

    @Test
    void progressFromAnotherThreadGoesOnWithTheVersion() {
        Line line = Line.on(bench, "async");

        Execution job = line.runAll(r -> {
            r.from(line.from())
                    .to("iot-jobs-data:update?status=IN_PROGRESS")
                    .threads(1)
                    .to("iot-jobs-data:update?status=IN_PROGRESS")
                    .to(ExchangePattern.InOut, "seda:progress");
            r.from("seda:progress").to("iot-jobs-data:update?status=IN_PROGRESS");
        });

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(line.updates()).isEqualTo(4);
    }

    @Test
    void progressOfParallelBranchesRunsOneAtATime() {
        Line line = Line.on(bench, "parallel");

        Execution job = line.runAll(r -> {
            r.from(line.from())
                    .multicast()
                    .parallelProcessing()
                    .stopOnException()
                    .to("direct:one", "direct:one", "direct:one", "direct:one");
            r.from("direct:one").loop(5).to("iot-jobs-data:update?status=IN_PROGRESS");
        });

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(line.updates()).isEqualTo(21);
    }

    @Test
    void aTerminalReportInTheRouteIsTheOnlyOne() {
        Line line = Line.on(bench, "terminal");

        Execution job = line.run(route -> route.to("iot-jobs-data:update?status=REJECTED&statusDetails.why=tired")
                .throwException(new IllegalStateException("after the report")));

        assertThat(job.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(Bench.told(job)).isEqualTo(Map.of("why", "tired"));
        assertThat(line.updates()).isEqualTo(1);
    }

    @Test
    void aSecondReportInTheRouteIsRefusedWithoutACall() {
        Line line = Line.on(bench, "second");
        Exception[] refused = new Exception[1];

        Execution job = line.run(route -> route.to("iot-jobs-data:update?status=SUCCEEDED")
                .doTry()
                .to("iot-jobs-data:update?status=FAILED")
                .doCatch(Exception.class)
                .process(ex -> refused[0] = ex.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .end());

        assertThat(refused[0]).hasMessageContainingAll("FAILED", "job-second", "SUCCEEDED");
        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(line.updates()).isEqualTo(1);
    }

    @Test
    void aCopyThatOutlivesTheRouteCannotReportAnyMore() throws Exception {
        Line line = Line.on(bench, "copy");
        CompletableFuture<Exception> refused = new CompletableFuture<>();
        CompletableFuture<Void> over = new CompletableFuture<>();

        Execution job = line.runAll(r -> {
            r.from(line.from()).wireTap("direct:late");
            r.from("direct:late")
                    .process(ex -> over.get(10, TimeUnit.SECONDS))
                    .doTry()
                    .to("iot-jobs-data:update?status=FAILED")
                    .process(ex -> refused.complete(null))
                    .doCatch(Exception.class)
                    .process(ex -> refused.complete(ex.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)))
                    .end();
        });
        over.complete(null);

        assertThat(refused.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(line.updates()).isEqualTo(1);
    }

    @Test
    void anUpdateThatNamesAnotherExecutionIsNotTheSessions() {
        bench.job("other-job", "other");
        bench.send("iot-jobs-data:startNext?thing=other");
        Line line = Line.on(bench, "names");

        Execution job = line.run(route -> route.setHeader(IotJobsDataConstants.THING, () -> "other")
                .setHeader(IotJobsDataConstants.JOB_ID, () -> "other-job")
                .to("iot-jobs-data:update?status=FAILED"));

        assertThat(bench.emulator().execution("other", "other-job").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aProgressReportThatCannotBeSentFailsTheRouteAndNothingElse() {
        Line line = Line.on(bench, "refused");

        Execution job = line.run(route -> route.setHeader(IotJobsDataConstants.UPDATE_STATUS, () -> "DONE")
                .to("iot-jobs-data:update"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.statusDetails().get("reason")).contains(IotJobsDataConstants.UPDATE_STATUS, "DONE");
        assertThat(line.updates()).isEqualTo(1);
    }
}
