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
package io.github.cameliot.jobsdata.session;

import static io.github.cameliot.jobsdata.session.ScriptedService.JOB;
import static io.github.cameliot.jobsdata.session.ScriptedService.LIST;
import static io.github.cameliot.jobsdata.session.ScriptedService.NEXT;
import static io.github.cameliot.jobsdata.session.ScriptedService.START;
import static io.github.cameliot.jobsdata.session.ScriptedService.UPDATE;
import static io.github.cameliot.jobsdata.session.ScriptedService.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that differ from AWS IoT Jobs are survived: no job is taken from its worker, and no poll is a hot loop. */
class NotQuiteAwsTest {

    private static final String EMPTY = "{\"inProgressJobs\":[],\"queuedJobs\":[]}";
    private static final String MARKER = "v1 worker=%s run=r1 claim=c1 attempt=%d lease=300 state=%s";

    private final ScriptedService service = new ScriptedService();
    private final Claims claims = service.claims(TestWorker.worker("one", Resume.expired, TestWorker.LEASE), null);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a404OfAnIdleThingIsNothingPendingIfItsListCanBeRead() {
        service.on(LIST, 200, EMPTY);

        assertThat(poll(claims, false)).isInstanceOf(ClaimResult.Nothing.class);
        assertThat(poll(claims, true)).isInstanceOf(ClaimResult.Nothing.class);
        assertThat(service.requests()).containsExactly(NEXT, LIST, START, LIST);
    }

    @Test
    void a404OfAThingThatDoesNotExistIsAFailure() {
        for (boolean expectMore : new boolean[] {false, true}) {
            assertThatThrownBy(() -> poll(claims, expectMore))
                    .isInstanceOf(JobsCallException.class)
                    .hasMessageContaining("HTTP 404");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "handed"})
    void timesInMillisecondsAreNoAge(String state) {
        String marker = MARKER.formatted("other", 1, state)
                + (state.equals("handed") ? " until=" + Instant.now().plusSeconds(900) : "");
        service.on(NEXT, 200, execution("IN_PROGRESS", 2, marker, System.currentTimeMillis()));

        ClaimResult first = poll(claims, false);
        service.advance(Duration.ofSeconds(300));
        ClaimResult later = poll(claims, false);

        assertThat(first).isInstanceOfSatisfying(ClaimResult.Blocked.class, b -> assertThat(b.age())
                .isNull());
        assertThat(later).isInstanceOf(ClaimResult.Blocked.class);
        assertThat(service.requests()).as("reads alone").containsExactly(NEXT, NEXT);
    }

    @Test
    void timesInMillisecondsDoNotPreventATakeOverAfterTheLease() {
        String marker = MARKER.formatted("other", 1, "run");
        service.on(NEXT, 200, execution("IN_PROGRESS", 2, marker, System.currentTimeMillis()));
        poll(claims, false);
        service.advance(Duration.ofSeconds(303));

        poll(claims, false);

        assertThat(service.requests()).endsWith(UPDATE);
    }

    @Test
    void anExecutionThatCannotBeFailedIsNotPolledAtOnceAgain() {
        String marker = MARKER.formatted("other", 9, "released");
        service.on(NEXT, 200, execution("IN_PROGRESS", 2, marker, 1_790_000_000L))
                .on(UPDATE, 409, "{}");

        assertThat(poll(claims, false)).isInstanceOf(ClaimResult.Blocked.class);
    }

    @Test
    void a200WithATerminalStatusIsALossAndNotAPuzzle() {
        JobSession session = claimed();
        service.on(UPDATE, 200, state("CANCELED", 3, ""));

        assertThatThrownBy(() -> session.update(ExecutionStatus.IN_PROGRESS, null, null))
                .isInstanceOf(JobLostException.class);

        assertThat(session.loss()).contains(Loss.ended);
    }

    @Test
    void a409ByAnyNameIsAConflictWhoseStateIsRead() {
        JobSession session = claimed();
        String marker = session.execution().statusDetails().get("claimedBy");
        service.on(UPDATE, 409, "{\"__type\":\"SomeOtherException\"}")
                .on(JOB, 200, execution("SUCCEEDED", 3, marker, 1_790_000_000L));

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.state()).as("delivered before: the service shows it").isEqualTo(State.REPORTED);
        assertThat(service.requests()).endsWith(UPDATE, JOB);
    }

    @Test
    void aTimeoutInAFewBillionYearsHasNotPassed() {
        String remaining = ",\"approximateSecondsBeforeTimedOut\":" + Long.MAX_VALUE + "}}";
        JobSession session = claimed(execution("IN_PROGRESS", 2, ScriptedService.SENT_MARKER, 1_790_000_000L)
                .replace("}}", remaining));
        service.on(UPDATE, 409, "{}").on(JOB, 410, "{}");

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.state()).isEqualTo(State.PROBABLY_REPORTED);
    }

    /** A session of ours: the response of its claim shows its marker. */
    private JobSession claimed() {
        return claimed(execution("IN_PROGRESS", 2, ScriptedService.SENT_MARKER, 1_790_000_000L));
    }

    private JobSession claimed(String response) {
        service.on(NEXT, 200, execution("QUEUED", 1, "", 1_790_000_000L));
        service.on(START, 200, response);
        ClaimResult result = poll(claims, false);
        assertThat(result).isInstanceOf(ClaimResult.Job.class);
        return service.open(result);
    }

    private static String execution(String status, long version, String marker, long updatedAt) {
        return "{\"execution\":{\"jobId\":\"ota-7\",\"thingName\":\"pump-12\",\"status\":\"" + status + "\","
                + details(marker) + "\"versionNumber\":" + version + ",\"executionNumber\":1,\"queuedAt\":" + updatedAt
                + ",\"lastUpdatedAt\":" + updatedAt + ",\"jobDocument\":\"{}\"}}";
    }

    private static String state(String status, long version, String marker) {
        return "{\"executionState\":{\"status\":\"" + status + "\"," + details(marker) + "\"versionNumber\":" + version
                + "}}";
    }

    private static String details(String marker) {
        return marker.isEmpty() ? "" : "\"statusDetails\":{\"claimedBy\":\"" + marker + "\"},";
    }
}
