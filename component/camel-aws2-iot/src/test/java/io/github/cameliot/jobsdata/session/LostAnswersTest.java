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

import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each write of a worker whose answer is lost, before or after its effect, and what it may do next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostAnswersTest {

    private static final AtomicInteger THINGS = new AtomicInteger();

    private final ManualClock clock = new ManualClock();
    private final Map<Boolean, Service> services = Map.of(
            true,
            new Service(Readings.DEFAULT),
            false,
            new Service(Readings.DEFAULT
                    .conflictCarriesState(false)
                    .conflictName(Readings.ConflictName.DOCUMENTATION)
                    .terminalBeforeVersion(false)));
    private String thing;
    private Service service;

    private final class Service {
        private final JobsEmulator emulator;
        private final TestWorker one;
        private final TestWorker two;

        Service(Readings readings) {
            emulator = JobsEmulator.builder().clock(clock).readings(readings).start();
            one = TestWorker.named("one", emulator, clock);
            two = TestWorker.named("two", emulator, clock);
        }
    }

    @BeforeEach
    void anotherThing() {
        thing = "thing-" + THINGS.incrementAndGet();
    }

    @AfterAll
    void close() {
        services.values().forEach(s -> {
            s.one.close();
            s.two.close();
            s.emulator.close();
        });
    }

    static Stream<Arguments> troubles() {
        return Stream.of(Trouble.values()).flatMap(t -> Stream.of(true, false).map(carries -> arguments(t, carries)));
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aClaimWithoutAnAnswerIsRunOnceByWhoMadeIt(Trouble trouble, boolean conflictCarriesState) {
        givenAJob(conflictCarriesState);
        fail(trouble, START_NEXT_PENDING_JOB_EXECUTION);
        // An empty body is what the service answers when nothing is pending: nobody can tell the difference.
        Throwable failure = catchThrowable(() -> service.one.next(thing));
        assertThat(failure == null || failure instanceof JobsCallException).isTrue();

        if (failure == null) {
            clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        }
        JobSession session = service.one.claim(thing);

        assertThat(service.two.next(thing)).isInstanceOf(ClaimResult.Blocked.class);
        assertThat(session.attempt()).isEqualTo(failure == null ? 2 : 1);
        session.finish(Outcome.SUCCEEDED);
        thenSucceeded(session, failure == null ? 4 : 3);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aClaimWithoutAnAnswerOfAWorkerThatDiesIsAnotherWorkersInTime(Trouble trouble, boolean conflictCarriesState) {
        givenAJob(conflictCarriesState);
        fail(trouble, START_NEXT_PENDING_JOB_EXECUTION);
        var unused = catchThrowable(() -> service.one.next(thing));

        if (trouble.hasEffect()) {
            assertThat(service.two.next(thing)).isInstanceOf(ClaimResult.Blocked.class);
            clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        }
        JobSession session = service.two.claim(thing);

        assertThat(session.isResumed()).isEqualTo(trouble.hasEffect());
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aTakeOverWithoutAnAnswerIsRunOnce(Trouble trouble, boolean conflictCarriesState) {
        givenAJob(conflictCarriesState);
        JobSession first = service.one.claim(thing);
        clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        fail(trouble, UPDATE_JOB_EXECUTION);
        assertThat(catchThrowable(() -> service.two.next(thing))).isInstanceOf(JobsCallException.class);

        JobSession second = service.two.claim(thing);

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.execution().jobDocument()).isEqualTo("{}");
        first.finish(Outcome.failed("late"));
        assertThat(first.isLost()).isTrue();
        second.finish(Outcome.SUCCEEDED);
        thenSucceeded(second, 4);
    }

    static Stream<Arguments> heartbeatThen() {
        Map<String, Consumer<JobSession>> next = Map.of(
                "heartbeat", session -> {},
                "progress",
                        session -> session.update(
                                ExecutionStatus.IN_PROGRESS, JobSession.userDetails(Map.of("n", 1)), null),
                "report", session -> session.finish(Outcome.SUCCEEDED),
                "report in the route", session -> session.update(ExecutionStatus.SUCCEEDED, null, null),
                "release", session -> session.finish(Outcome.released("the worker stops")),
                "hand over", session -> session.handOver(Duration.ofSeconds(9000), null));
        return troubles()
                .filter(t -> List.of(Trouble.ANSWER_LOST, Trouble.UNAVAILABLE, Trouble.THROTTLED)
                        .contains(t.get()[0]))
                .flatMap(t ->
                        next.entrySet().stream().map(n -> arguments(t.get()[0], t.get()[1], n.getKey(), n.getValue())));
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}, then {2}")
    @MethodSource("heartbeatThen")
    void whateverFollowsAHeartbeatWithoutAnAnswerSucceedsAtOnce(
            Trouble trouble, boolean conflictCarriesState, String name, Consumer<JobSession> next) {
        JobSession session = givenAClaim(conflictCarriesState);
        fail(trouble, UPDATE_JOB_EXECUTION);
        clock.advance(TestWorker.LEASE.dividedBy(3));
        service.one.tick();
        clock.advance(Duration.ofSeconds(1));
        service.one.tick();

        next.accept(session);

        assertThat(session.isLost()).isFalse();
        assertThat(session.version()).isEqualTo(execution().versionNumber());
        assertThat(session.state())
                .isEqualTo(
                        switch (name) {
                            case "report", "report in the route" -> State.REPORTED;
                            case "release" -> State.RELEASED;
                            case "hand over" -> State.HANDED;
                            default -> State.OPEN;
                        });
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void progressWithoutAnAnswerIsToldToTheRouteAndSucceedsWhenRepeated(Trouble trouble, boolean conflictCarriesState) {
        JobSession session = givenAClaim(conflictCarriesState);
        fail(trouble, UPDATE_JOB_EXECUTION);
        Runnable progress = () ->
                session.update(ExecutionStatus.IN_PROGRESS, JobSession.userDetails(Map.of("step", "flash")), null);

        assertThat(catchThrowable(progress::run)).isInstanceOf(JobsCallException.class);
        progress.run();

        assertThat(execution().statusDetails()).containsEntry("step", "flash").containsKey(ClaimMarker.KEY);
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTED);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aReportWithoutAnAnswerIsDeliveredOnce(Trouble trouble, boolean conflictCarriesState) {
        JobSession session = givenAClaim(conflictCarriesState);
        fail(trouble, UPDATE_JOB_EXECUTION);

        session.finish(Outcome.failed("checksum"));
        assertThat(session.state()).isEqualTo(State.REPORTING);
        assertThat(service.two.next(thing)).isInstanceOfAny(ClaimResult.Blocked.class, ClaimResult.Nothing.class);
        clock.advance(Duration.ofSeconds(1));
        service.one.tick();

        assertThat(session.state())
                .isEqualTo(trouble.hasEffect() && !conflictCarriesState ? State.PROBABLY_REPORTED : State.REPORTED);
        assertThat(execution().status().name()).isEqualTo("FAILED");
        assertThat(execution().versionNumber()).isEqualTo(3);
        assertThat(service.one.next(thing)).isInstanceOf(ClaimResult.Nothing.class);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aReportInTheRouteWithoutAnAnswerEndsTheSessionAtTheNextHeartbeat(
            Trouble trouble, boolean conflictCarriesState) {
        JobSession session = givenAClaim(conflictCarriesState);
        fail(trouble, UPDATE_JOB_EXECUTION);
        assertThat(catchThrowable(() -> session.update(ExecutionStatus.SUCCEEDED, null, null)))
                .isInstanceOf(JobsCallException.class);

        clock.advance(TestWorker.LEASE.dividedBy(3));
        service.one.tick();

        assertThat(session.isLost()).isFalse();
        assertThat(session.state().isFinal()).isEqualTo(trouble.hasEffect());
        session.finish(Outcome.SUCCEEDED);
        assertThat(execution().status().name()).isEqualTo("SUCCEEDED");
        assertThat(session.state().isFinal()).isTrue();
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void afterAReportInTheRouteThatTookEffectThereIsNothingToHandOver(Trouble trouble, boolean conflictCarriesState) {
        JobSession session = givenAClaim(conflictCarriesState);
        fail(trouble, UPDATE_JOB_EXECUTION);
        var unused = catchThrowable(() -> session.update(ExecutionStatus.SUCCEEDED, null, null));

        session.handOver(Duration.ofSeconds(600), null);

        assertThat(session.state() == State.HANDED).isEqualTo(!trouble.hasEffect());
        assertThat(execution().status().isTerminal()).isEqualTo(trouble.hasEffect());
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aReleaseWithoutAResponseIsSentAgainSoThatAnotherWorkerGoesOn(Trouble trouble, boolean conflictCarriesState) {
        JobSession session = givenAClaim(conflictCarriesState);
        fail(trouble, UPDATE_JOB_EXECUTION);

        session.finish(Outcome.released("the worker stops"));

        assertThat(session.state()).isEqualTo(State.REPORTING);
        clock.advance(Duration.ofSeconds(1));
        service.one.tick();
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(service.two.claim(thing).attempt()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aHandOverWithoutAnAnswerIsRepeatedOrTheRouteReports(Trouble trouble, boolean conflictCarriesState) {
        JobSession session = givenAClaim(conflictCarriesState);
        fail(trouble, UPDATE_JOB_EXECUTION);
        Runnable handOver = () -> session.handOver(Duration.ofSeconds(600), null);

        assertThat(catchThrowable(handOver::run)).isInstanceOf(JobsCallException.class);
        assertThat(session.state()).isEqualTo(State.OPEN);
        handOver.run();

        assertThat(session.state()).isEqualTo(State.HANDED);
        assertThat(service.two.next(thing)).isInstanceOf(ClaimResult.Blocked.class);
        clock.advance(Duration.ofSeconds(603));
        assertThat(service.two.claim(thing).attempt()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aRouteThatGoesOnAfterAHandOverWithoutAnAnswerReports(Trouble trouble, boolean conflictCarriesState) {
        JobSession session = givenAClaim(conflictCarriesState);
        fail(trouble, UPDATE_JOB_EXECUTION);
        var unused = catchThrowable(() -> session.handOver(Duration.ofSeconds(9_000), null));

        clock.advance(TestWorker.LEASE.dividedBy(3));
        service.one.tick();

        ClaimMarker mark = ClaimMarker.in(execution().statusDetails()).orElseThrow();
        assertThat(mark.state()).as("who holds it runs it").isEqualTo(ClaimMarker.State.run);
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTED);
    }

    private JobSession givenAClaim(boolean conflictCarriesState) {
        givenAJob(conflictCarriesState);
        return service.one.claim(thing);
    }

    private void givenAJob(boolean conflictCarriesState) {
        service = services.get(conflictCarriesState);
        service.emulator.createJob("job-of-" + thing, "{}", thing);
    }

    private void fail(Trouble trouble, Operation operation) {
        service.emulator.faults().add(trouble.fault().on(operation).thing(thing).first(1));
    }

    private void thenSucceeded(JobSession session, long version) {
        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(execution().status().name()).isEqualTo("SUCCEEDED");
        assertThat(execution().versionNumber()).isEqualTo(version);
    }

    private Execution execution() {
        return service.emulator.execution(thing, "job-of-" + thing);
    }
}
