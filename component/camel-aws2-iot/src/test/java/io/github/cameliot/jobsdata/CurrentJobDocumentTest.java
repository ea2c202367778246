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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.session.JobLostException;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session reads its job document again: presigned URLs in it are signed anew. */
class CurrentJobDocumentTest {

    private static final String DOCUMENT =
            "{\"url\":\"${aws:iot:s3-presigned-url-v2:https://bucket.s3.eu-west-1.amazonaws.com/a.bin}\"}";

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CamelWorker worker = new CamelWorker(emulator, clock);
    private final BlockingJob job = new BlockingJob();
    private JobSession session;

    @BeforeEach
    void aJobThatRuns() throws Exception {
        emulator.createJob("ota-7", DOCUMENT, "pump-12");
        session = worker.start("pump-12", "", job);
        emulator.requests().clear();
    }

    @AfterEach
    void close() {
        job.letEnd();
        worker.close();
        emulator.close();
    }

    @Test
    void itsUrlsAreSignedAnewByOneReadAndNothingIsWritten() {
        long version = session.version();
        clock.advance(Duration.ofSeconds(61));

        String now = session.currentJobDocument();

        String then = session.execution().jobDocument();
        assertThat(now).contains("X-Amz-Signature").isNotEqualTo(then);
        assertThat(now.replaceAll("\\?[^\"]*", "")).isEqualTo(then.replaceAll("\\?[^\"]*", ""));
        assertThat(emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isZero();
        assertThat(session.version()).isEqualTo(version);
    }

    @Test
    void anExecutionOfAnotherWorkerIsRefused() {
        ClaimMarker other =
                new ClaimMarker("thief", "p", "another", 2, Duration.ofMinutes(5), ClaimMarker.State.run, null);
        String shown = other.format();
        worker.context()
                .createProducerTemplate()
                .sendBodyAndHeaders(
                        worker.call("update", "&thing=pump-12&jobId=ota-7&status=IN_PROGRESS&expectedVersion=2"),
                        null,
                        Map.of(
                                IotJobsDataConstants.STATUS_DETAILS, Map.of(ClaimMarker.KEY, shown),
                                IotJobsDataConstants.UPDATE_STATUS_DETAILS, Map.of(ClaimMarker.KEY, shown)));

        assertThatThrownBy(session::currentJobDocument)
                .isInstanceOfSatisfying(
                        JobLostException.class, e -> assertThat(e.loss()).isEqualTo(Loss.taken))
                .hasMessageContaining("Cannot read the job document for job ota-7 on thing pump-12");
    }

    @Test
    void anExecutionThatWasCancelledIsRefusedByTheService() {
        emulator.cancelJob("ota-7", true);

        assertThatThrownBy(session::currentJobDocument)
                .isInstanceOfSatisfying(
                        JobsCallException.class, e -> assertThat(e.statusCode()).isEqualTo(410));
    }

    @Test
    void aReadThatFailsLeavesTheSessionOpen() {
        emulator.faults()
                .add(Fault.unavailable().on(Operation.DESCRIBE_JOB_EXECUTION).first(1));

        assertThatThrownBy(session::currentJobDocument)
                .isInstanceOfSatisfying(
                        JobsCallException.class, e -> assertThat(e.statusCode()).isEqualTo(503));

        assertThat(session.state()).isEqualTo(State.OPEN);
        assertThat(session.currentJobDocument()).contains("X-Amz-Signature");
    }

    @Test
    void aSessionThatHasEndedReadsNothing() {
        session.update(ExecutionStatus.SUCCEEDED, null, null);
        await().until(() -> session.state() == State.REPORTED);
        emulator.requests().clear();

        assertThatThrownBy(session::currentJobDocument)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its session has ended");
        assertThat(emulator.requests().total()).isZero();
    }
}
