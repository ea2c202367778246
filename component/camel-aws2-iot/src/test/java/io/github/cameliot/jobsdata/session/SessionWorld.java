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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One thing with one job, and two workers that want it: every session that ever held it is remembered, so that what must
 * always hold can be checked after each step.
 */
final class SessionWorld {

    private final JobsEmulator emulator;
    private final ManualClock clock;
    private final String thing;
    private final List<WatchedSession> sessions = new ArrayList<>();
    private final Map<TestWorker, WatchedSession> held = new HashMap<>();
    private int generation;

    SessionWorld(JobsEmulator emulator, ManualClock clock, String thing) {
        this.emulator = emulator;
        this.clock = clock;
        this.thing = thing;
        make();
    }

    void claim(TestWorker worker) {
        ClaimResult claim;
        try {
            claim = worker.next(thing);
        } catch (JobsCallException e) {
            return; // a response was lost: the next claim finds out whether this one succeeded
        }
        if (claim instanceof ClaimResult.Job job) {
            Execution now = execution().orElseThrow();
            WatchedSession session = new WatchedSession(worker.open(job), generation, now);
            sessions.add(session);
            held.put(worker, session);
        }
    }

    /** The session that the worker claimed last. */
    Optional<WatchedSession> held(TestWorker worker) {
        return Optional.ofNullable(held.get(worker));
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    void failNextWrite(Fault fault) {
        emulator.faults()
                .add(fault.on(Operation.UPDATE_JOB_EXECUTION, Operation.START_NEXT_PENDING_JOB_EXECUTION)
                        .thing(thing)
                        .first(1));
    }

    void cancelByForce() {
        if (execution().filter(e -> !isTerminal(e)).isPresent()) {
            emulator.cancelExecution(thing, jobId(), true);
        }
    }

    /**
     * Not while somebody holds the old one: at the same version and execution number the service cannot tell a write to
     * the old job from one to the new, see JobIdUsedAgainTest.
     */
    void deleteAndMakeAgain() {
        delete();
        if (sessions.stream().anyMatch(WatchedSession::holds)) {
            advance(TestWorker.LEASE);
        }
        make();
    }

    void delete() {
        if (execution().isPresent()) {
            emulator.deleteJob(jobId(), true);
        }
    }

    void replaceDetails(TestWorker console) {
        try {
            console.write(thing, jobId(), Map.of("note", "by hand"));
        } catch (RuntimeException e) {
            // it has ended, or is gone, or a fault hit the console: then it replaced nothing
        }
    }

    /** What holds at any instant. */
    void check() {
        for (WatchedSession session : sessions) {
            session.checkListeners();
            if (session.generation() == generation) {
                execution().ifPresent(session::checkAgainst);
            }
        }
        assertThat(sessions.stream().filter(WatchedSession::holds).map(WatchedSession::identity))
                .as("sessions that hold an execution: one each")
                .doesNotHaveDuplicates();
        checkThatEndedSessionsAreSilent();
    }

    private void checkThatEndedSessionsAreSilent() {
        long before = emulator.requests().total();
        sessions.stream().filter(WatchedSession::isOver).forEach(WatchedSession::tryEverything);
        assertThat(emulator.requests().total())
                .as("calls made by sessions that are over")
                .isEqualTo(before);
    }

    /** Whatever happened before: somebody ends the job in the end, and the queue moves on. */
    void checkThatNothingIsStuck(TestWorker one, TestWorker two) {
        emulator.faults().clear();
        for (int i = 0; i < 6 && execution().map(e -> !isTerminal(e)).orElse(false); i++) {
            advance(Duration.ofMinutes(15));
            one.tick();
            two.tick();
            claim(two);
            held(two).ifPresent(s -> s.finish(Outcome.SUCCEEDED));
            check();
        }

        assertThat(execution().map(SessionWorld::isTerminal).orElse(true)).isTrue();
    }

    private static boolean isTerminal(Execution execution) {
        return switch (execution.status()) {
            case QUEUED, IN_PROGRESS -> false;
            default -> true;
        };
    }

    private Optional<Execution> execution() {
        try {
            return Optional.of(emulator.execution(thing, jobId()));
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private void make() {
        generation++;
        emulator.createJob(JobSpec.of(jobId()).document("{}").things(thing).retryFailed(1));
    }

    private String jobId() {
        return "job-of-" + thing;
    }
}
