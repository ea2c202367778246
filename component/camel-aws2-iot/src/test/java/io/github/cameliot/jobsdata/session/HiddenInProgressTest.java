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

import static io.github.cameliot.jobsdata.session.ScriptedService.LIST;
import static io.github.cameliot.jobsdata.session.ScriptedService.NEXT;
import static io.github.cameliot.jobsdata.session.ScriptedService.UPDATE;
import static io.github.cameliot.jobsdata.session.ScriptedService.poll;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.claim.Resume;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list of pending executions that leaves out what is in progress, as the quota page of AWS says. */
class HiddenInProgressTest {

    private static final String EMPTY = "{\"inProgressJobs\":[],\"queuedJobs\":[]}";
    private static final String ANOTHER_QUEUED =
            "{\"queuedJobs\":[{\"jobId\":\"ota-8\",\"versionNumber\":1,\"executionNumber\":1}]}";
    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final ScriptedService service = new ScriptedService();
    private final Claims claims =
            service.claims(TestWorker.worker("one", Resume.expired, TestWorker.LEASE), e -> e.jobDocument()
                    .contains("firmware"));

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void whatADeadWorkerLeftIsFoundAtTheFirstPollAndTakenOverAfterItsLease() {
        service.on(LIST, 200, EMPTY).on(NEXT, 200, inProgress("firmware"));
        service.on(UPDATE, 200, taken());

        ClaimResult first = poll(claims, false);
        service.advance(TestWorker.LEASE.plusSeconds(3));
        ClaimResult later = poll(claims, false);

        assertThat(first).isInstanceOfSatisfying(ClaimResult.Blocked.class, b -> assertThat(b.owner())
                .isEqualTo("other"));
        assertThat(later).isInstanceOf(ClaimResult.Job.class);
        assertThat(service.requests()).containsExactly(LIST, NEXT, LIST, NEXT, UPDATE);
    }

    @Test
    void aQueuedJobBehindItIsNotClaimedBeforeIt() {
        service.on(LIST, 200, ANOTHER_QUEUED).on(NEXT, 200, inProgress("firmware"));

        assertThat(poll(claims, false)).isInstanceOfSatisfying(ClaimResult.Blocked.class, b -> assertThat(b.jobId())
                .isEqualTo("ota-7"));
    }

    @Test
    void anIdleThingIsLookedAtFromTimeToTime() {
        service.on(LIST, 200, EMPTY).on(NEXT, 200, "{}");

        for (int i = 0; i < 5; i++) {
            assertThat(poll(claims, false)).isInstanceOf(ClaimResult.Nothing.class);
        }
        service.advance(THIRD);
        poll(claims, false);

        assertThat(service.requests()).containsExactly(LIST, NEXT, LIST, LIST, LIST, LIST, LIST, NEXT);
    }

    @Test
    void whatTheFilterDoesNotAcceptIsLeftAlone() {
        service.on(LIST, 200, EMPTY).on(NEXT, 200, inProgress("reboot"));
        service.advance(Duration.ofDays(1));

        assertThat(poll(claims, false)).isInstanceOf(ClaimResult.Nothing.class);
        assertThat(service.requests()).containsExactly(LIST, NEXT);
    }

    @Test
    void aServiceThatListsWhatIsInProgressIsNotLookedAt() {
        service.on(LIST, 200, ANOTHER_QUEUED.replace("queuedJobs", "inProgressJobs"));
        poll(claims, false);
        service.on(LIST, 200, EMPTY);
        service.requests();
        poll(claims, false);

        assertThat(service.requests()).containsExactly(LIST);
    }

    private static String inProgress(String document) {
        return "{\"execution\":{\"jobId\":\"ota-7\",\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"claimedBy\":"
                + "\"v1 worker=other run=r1 claim=c1 attempt=1 lease=300 state=run\"},\"versionNumber\":2,"
                + "\"executionNumber\":1,\"lastUpdatedAt\":" + Instant.now().getEpochSecond()
                + ",\"jobDocument\":\"" + document + "\"}}";
    }

    private static String taken() {
        return "{\"executionState\":{\"status\":\"IN_PROGRESS\",\"versionNumber\":3,\"statusDetails\":{\"claimedBy\":\""
                + ScriptedService.SENT_MARKER + "\"}}}";
    }
}
