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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A session, and what it was told and has told. */
final class WatchedSession {

    private final JobSession session;
    private final int generation;
    private final String claimId;
    private final List<String> given = new ArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private boolean givenBack;

    /** @param now the execution, right after the service acknowledged the claim */
    WatchedSession(JobSession session, int generation, Execution now) {
        this.session = session;
        this.generation = generation;
        this.claimId = ClaimMarker.in(now.statusDetails()).orElseThrow().claimId();
        session.onLost(loss -> lost.incrementAndGet());
        session.onEnd(ended::incrementAndGet);
    }

    int generation() {
        return generation;
    }

    String identity() {
        return session.execution().jobId() + "/" + generation + "/"
                + session.execution().executionNumber();
    }

    /** Whether its route may still rely on the execution; not when it was given back, even if that has no response yet. */
    boolean holds() {
        return !session.isLost() && !session.state().isFinal() && !givenBack;
    }

    boolean isOver() {
        return session.state().isFinal();
    }

    void progress() {
        attempt(() ->
                session.update(ExecutionStatus.IN_PROGRESS, JobSession.userDetails(Map.of("step", "download")), null));
    }

    void reportInTheRoute(ExecutionStatus status) {
        if (!isOver()) {
            given.add(status.name());
        }
        attempt(() -> session.update(status, null, null));
    }

    void finish(Outcome outcome) {
        if (!isOver() && !outcome.isReleased() && session.state() == State.OPEN) {
            given.add(outcome.status().name());
        }
        givenBack |= outcome.isReleased();
        session.finish(outcome);
    }

    void release() {
        givenBack = true;
        session.finish(Outcome.released("the worker stops"));
    }

    void handOver(Duration time) {
        attempt(() -> session.handOver(time, null));
    }

    private static void attempt(Runnable action) {
        Throwable thrown = catchThrowable(action::run);
        if (thrown != null) {
            assertThat(thrown)
                    .isInstanceOfAny(JobLostException.class, JobsCallException.class, IllegalStateException.class);
        }
    }

    void checkListeners() {
        assertThat(ended.get()).isEqualTo(session.state().isFinal() ? 1 : 0);
        assertThat(lost.get()).isEqualTo(session.loss().isPresent() ? 1 : 0);
        if (session.state() == State.LOST) {
            assertThat(session.loss()).isPresent();
        }
    }

    /** @param now the execution of the same job, as the service has it */
    void checkAgainst(Execution now) {
        if (now.executionNumber() != session.execution().executionNumber()) {
            return;
        }
        assertThat(session.version()).isLessThanOrEqualTo(now.versionNumber());
        boolean ours = ClaimMarker.in(now.statusDetails())
                .filter(m -> m.claimId().equals(claimId))
                .isPresent();
        if (isReported(now) && ours) {
            assertThat(given).contains(now.status().name());
        }
        if (session.state() == State.REPORTED) {
            assertThat(ours).as("the claim marker of who reported").isTrue();
            assertThat(isReported(now)).isTrue();
            assertThat(given).contains(now.status().name());
        }
        if (session.state() == State.HANDED || session.state() == State.RELEASED) {
            // Unless by a report that had no response, and whose release had none either.
            assertThat(ours && isReported(now) && given.isEmpty())
                    .as("reported by who released it")
                    .isFalse();
        }
    }

    private static boolean isReported(Execution now) {
        ExecutionStatus status = ExecutionStatus.of(now.status().name());
        return status.isTerminal() && status.isSettable();
    }

    /** Everything a route or the worker could still do with a session that is over. */
    void tryEverything() {
        session.duties().renew();
        progressAfterTheEnd();
        session.finish(Outcome.failed("late"));
        session.finish(Outcome.released("late"));
        attempt(() -> session.handOver(Duration.ofMinutes(1), null));
        attempt(() -> session.update(ExecutionStatus.SUCCEEDED, null, null));
    }

    private void progressAfterTheEnd() {
        assertThat(catchThrowable(() -> session.update(ExecutionStatus.IN_PROGRESS, null, null)))
                .isInstanceOfAny(JobLostException.class, IllegalStateException.class);
    }
}
