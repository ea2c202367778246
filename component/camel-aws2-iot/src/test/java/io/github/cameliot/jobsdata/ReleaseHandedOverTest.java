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

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that was handed over comes back before its deadline: {@code update?release=true}. */
class ReleaseHandedOverTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CamelWorker worker = new CamelWorker(emulator, clock);
    private final CamelWorker other = new CamelWorker(emulator, clock);
    private final String release = other.call("update", "&thing=pump-12&jobId=ota-7&release=true");
    private final List<Map<String, String>> runs = new CopyOnWriteArrayList<>();
    private final List<Integer> attempts = new CopyOnWriteArrayList<>();

    @BeforeEach
    void aJob() {
        emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
        other.context().start();
    }

    @AfterEach
    void close() {
        worker.close();
        other.close();
        emulator.close();
    }

    @Test
    void anotherProcessGivesItBackWithDetailsAndItRunsAgainWithoutCountingTheHandOver() throws Exception {
        handOverOnce("");
        assertThat(handed().attempt()).isEqualTo(1);
        emulator.requests().clear();

        Exchange released = release(Map.of("approval", "by alice"));

        assertThat(released.getException()).isNull();
        assertThat(released.getMessage().getHeader(IotJobsDataConstants.STATUS)).isEqualTo("IN_PROGRESS");
        await().until(() -> status() == ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasSize(2);
        assertThat(runs.get(1)).containsOnly(Map.entry("approval", "by alice"), Map.entry("step", "5"));
        assertThat(attempts).containsExactly(1, 1);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION))
                .as("the release, the take-over, the report")
                .isEqualTo(3);
    }

    @Test
    void consumersOfItsOwnContextPollTheThingAtOnce() throws Exception {
        String here = worker.call("update", "&thing=pump-12&jobId=ota-7&release=true");
        handOverOnce("&delay=1h&maxDelay=1h");

        worker.context().createProducerTemplate().sendBody(here, null);

        await().until(() -> status() == ExecutionStatus.SUCCEEDED);
    }

    @Test
    void theGivenDetailsComeFirstWhereTenPairsAreTooFew() throws Exception {
        handOverOnce("");
        Map<String, Object> eight = new java.util.TreeMap<>();
        for (int i = 0; i < 9; i++) {
            eight.put("given" + i, i);
        }
        worker.context().stop();

        release(eight);

        Map<String, String> details = emulator.execution("pump-12", "ota-7").statusDetails();
        assertThat(details)
                .hasSize(10)
                .containsKey(ClaimMarker.KEY)
                .containsKeys(eight.keySet().toArray(new String[0]));
    }

    @Test
    void aJobThatRunsIsRefusedAndNothingIsWritten() throws Exception {
        BlockingJob job = new BlockingJob();
        worker.start("pump-12", "", job);
        emulator.requests().clear();

        Exchange refused = release(Map.of());

        assertThat(refused.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "release job ota-7 on thing pump-12, execution 1", "state run", "Nothing was sent");
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isZero();
        job.letEnd();
    }

    @Test
    void aJobThatIsQueuedOrInProgressWithoutAMarkerIsRefused() {
        Exchange queued = release(Map.of());
        other.context().createProducerTemplate().sendBody(other.call("startNext", "&thing=pump-12"), null);
        Exchange unmarked = release(Map.of());

        assertThat(queued.getException()).hasMessageContaining("it is QUEUED");
        assertThat(unmarked.getException()).hasMessageContaining("without a claim marker");
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isZero();
    }

    @Test
    void aJobThatHasEndedIsNotBegunAgain() throws Exception {
        handOverOnce("");
        other.context()
                .createProducerTemplate()
                .sendBody(other.call("update", "&thing=pump-12&jobId=ota-7&status=SUCCEEDED"), null);

        Exchange refused = release(Map.of());

        assertThat(refused.getException())
                .isInstanceOfSatisfying(
                        JobsCallException.class, e -> assertThat(e.statusCode()).isEqualTo(410));
        assertThat(status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void withAnExpectedVersionItIsReleasedOnlyAtThat() throws Exception {
        handOverOnce("");
        Execution now = emulator.execution("pump-12", "ota-7");

        Exchange refused = send(Map.of(IotJobsDataConstants.EXPECTED_VERSION, now.versionNumber() - 1));
        Exchange accepted = send(Map.of(IotJobsDataConstants.EXPECTED_VERSION, now.versionNumber()));

        assertThat(refused.getException())
                .hasMessageContaining(
                        "expected version " + (now.versionNumber() - 1) + ", the service has " + now.versionNumber());
        assertThat(accepted.getException()).isNull();
    }

    @Test
    void aReleaseWhoseResponseIsLostIsNoErrorAndIsWrittenOnce() throws Exception {
        handOverOnce("");
        worker.context().stop();
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));

        Exchange released = release(Map.of("approval", "by alice"));

        assertThat(released.getException()).isNull();
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(4);
        assertThat(handed().state()).isEqualTo(ClaimMarker.State.released);
    }

    @Test
    void anotherWriteInBetweenIsLookedAtOnceMore() throws Exception {
        handOverOnce("");
        worker.context().stop();
        emulator.faults()
                .add(Fault.latency(Duration.ofMillis(700))
                        .on(Operation.DESCRIBE_JOB_EXECUTION)
                        .first(1));
        String progress = other.call("update", "&thing=pump-12&jobId=ota-7&status=IN_PROGRESS&stepTimeout=10m");
        emulator.requests().clear();
        Thread late = new Thread(() -> release(Map.of("approval", "by alice")));
        late.start();
        await().until(() -> emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION) == 1);

        other.context().createProducerTemplate().sendBody(progress, null);
        late.join();

        assertThat(handed().state()).isEqualTo(ClaimMarker.State.released);
        assertThat(emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION)).isEqualTo(2);
    }

    /** Runs the job: hands it over the first time, and is content the second time. */
    private void handOverOnce(String options) throws Exception {
        String handOver = worker.call("update", "&handOver=30m&statusDetails.step=5");
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(worker.jobsOf("pump-12", options)
                                .replace("delay=20&maxDelay=50&", options.isEmpty() ? "delay=20&maxDelay=50&" : ""))
                        .routeId("jobs")
                        .process(e -> {
                            JobSession session = e.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
                            attempts.add(session.attempt());
                            runs.add(session.statusDetails());
                        })
                        .choice()
                        .when(e -> runs.size() == 1)
                        .to(handOver);
            }
        });
        await().until(() -> worker.count(Counter.handed) == 1);
    }

    private Exchange release(Map<String, Object> details) {
        return send(details.isEmpty() ? Map.of() : Map.of(IotJobsDataConstants.UPDATE_STATUS_DETAILS, details));
    }

    private Exchange send(Map<String, Object> headers) {
        return other.context().createProducerTemplate().send(release, e -> e.getMessage()
                .setHeaders(new java.util.HashMap<>(headers)));
    }

    private ClaimMarker handed() {
        return ClaimMarker.in(emulator.execution("pump-12", "ota-7").statusDetails())
                .orElseThrow();
    }

    private ExecutionStatus status() {
        return emulator.execution("pump-12", "ota-7").status();
    }
}
