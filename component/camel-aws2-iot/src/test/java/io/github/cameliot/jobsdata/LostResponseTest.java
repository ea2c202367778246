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

import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.counters.Counter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * If the response to a claim is lost, the next attempt adopts the execution, and the route runs once.
 *
 * <p>If the response to a terminal report is lost, the next attempt gets a 409 with our status and our claim marker:
 * that is a success. If the response to a heartbeat or to progress is lost, a 409 with our claim marker on an execution
 * in progress means that the job is still ours.
 *
 * <p>Each write with each way to lose its response is in the tests of the sessions, without Camel.
 */
class LostResponseTest {

    private final AtomicInteger runs = new AtomicInteger();
    private final List<Object> resumed = new CopyOnWriteArrayList<>();
    private JobsEmulator emulator;
    private CamelWorker worker;

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClaimWhoseResponseWasLostIsRunOnceAndIsNotResumed(boolean conflictCarriesState) throws Exception {
        start(conflictCarriesState);
        fail(Fault.resetAfterEffect().on(START_NEXT_PENDING_JOB_EXECUTION).first(1));

        work();

        await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(1);
        assertThat(resumed).containsExactly(false);
        assertThat(version("ota-7")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReportWhoseResponseWasLostIsASuccess(boolean conflictCarriesState) throws Exception {
        start(conflictCarriesState);
        fail(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));
        emulator.createJob("ota-8", "{}", "pump-12");

        work();

        await().until(() -> status("ota-8") == ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(2);
        assertThat(version("ota-7")).isEqualTo(3);
        assertThat(worker.count(Counter.probablyReported)).isEqualTo(conflictCarriesState ? 0 : 1);
        assertThat(worker.count(Counter.ended)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void progressWhoseResponseWasLostDoesNotLoseTheJob(boolean conflictCarriesState) throws Exception {
        start(conflictCarriesState);
        fail(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));

        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(RuntimeException.class).maximumRedeliveries(1).redeliveryDelay(0);
                from(worker.jobsOf("pump-12", ""))
                        .process(e -> runs.incrementAndGet())
                        .to(worker.call("update", "&status=IN_PROGRESS&statusDetails.step=flash"));
            }
        });

        await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(1);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails()).containsEntry("step", "flash");
    }

    private void start(boolean conflictCarriesState) {
        emulator = JobsEmulator.builder()
                .readings(Readings.DEFAULT.conflictCarriesState(conflictCarriesState))
                .start();
        worker = new CamelWorker(emulator);
        emulator.createJob("ota-7", "{}", "pump-12");
    }

    private void work() throws Exception {
        worker.run("pump-12", "", e -> {
            runs.incrementAndGet();
            resumed.add(e.getMessage().getHeader(IotJobsDataConstants.RESUMED));
        });
    }

    private void fail(Fault fault) {
        emulator.faults().add(fault);
    }

    private ExecutionStatus status(String jobId) {
        return emulator.execution("pump-12", jobId).status();
    }

    private long version(String jobId) {
        return emulator.execution("pump-12", jobId).versionNumber();
    }
}
