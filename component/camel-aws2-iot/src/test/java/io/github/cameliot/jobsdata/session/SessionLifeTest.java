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

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever happens in whatever order: what must always hold, holds after each step. */
class SessionLifeTest {

    private static final AtomicInteger THINGS = new AtomicInteger();
    private static final Map<Boolean, Place> PLACES = new HashMap<>();

    /** A service, and the workers of it. Made once: a try has a thing of its own. */
    private record Place(ManualClock clock, JobsEmulator emulator, TestWorker one, TestWorker two) {

        static Place of(boolean conflictCarriesState) {
            ManualClock clock = new ManualClock();
            Readings readings = Readings.DEFAULT
                    .conflictCarriesState(conflictCarriesState)
                    .terminalBeforeVersion(conflictCarriesState);
            JobsEmulator emulator =
                    JobsEmulator.builder().clock(clock).readings(readings).start();
            return new Place(clock, emulator, worker("one", emulator, clock), worker("two", emulator, clock));
        }

        private static TestWorker worker(String id, JobsEmulator emulator, ManualClock clock) {
            return TestWorker.of(
                    new Worker(id, true, "run-" + id, TestWorker.LEASE, Resume.expired, 4),
                    TestWorker.options(Duration.ofMinutes(40), Outcome.failed("still running")),
                    emulator,
                    clock);
        }
    }

    enum Deed {
        CLAIM,
        PROGRESS,
        SUCCEED_IN_THE_ROUTE,
        FAIL_IN_THE_ROUTE,
        FINISH_SUCCEEDED,
        FINISH_FAILED,
        FINISH_LEFT,
        RELEASE,
        HAND_OVER,
        TICK,
        HEARTBEAT_TIME,
        A_SECOND,
        ALMOST_THE_LEASE,
        PAST_THE_LEASE,
        CANCEL,
        DELETE,
        DELETE_AND_MAKE_AGAIN,
        CONSOLE
    }

    /** @param trouble of the next write, which may come with a later step; null for none */
    record Step(Deed deed, boolean second, Trouble trouble) {}

    @AfterContainer
    static void close() {
        PLACES.values().forEach(place -> {
            place.one.close();
            place.two.close();
            place.emulator.close();
        });
        PLACES.clear();
    }

    @Property(tries = 100)
    void whateverHappensOneWorkerHoldsTheJobAndItsOutcomeIsReportedOnce(
            @ForAll("steps") @Size(min = 3, max = 25) List<Step> steps, @ForAll boolean conflictCarriesState) {
        Place place = PLACES.computeIfAbsent(conflictCarriesState, Place::of);
        SessionWorld world = new SessionWorld(place.emulator, place.clock, "thing-" + THINGS.incrementAndGet());
        world.claim(place.one);

        for (Step step : steps) {
            if (step.trouble != null) {
                world.failNextWrite(step.trouble.fault());
            }
            act(world, place, step.deed, step.second ? place.two : place.one);
            world.check();
        }

        world.checkThatNothingIsStuck(place.one, place.two);
    }

    private static void act(SessionWorld world, Place place, Deed deed, TestWorker who) {
        switch (deed) {
            case CLAIM -> world.claim(who);
            case PROGRESS -> world.held(who).ifPresent(WatchedSession::progress);
            case SUCCEED_IN_THE_ROUTE -> world.held(who).ifPresent(s -> s.reportInTheRoute(ExecutionStatus.SUCCEEDED));
            case FAIL_IN_THE_ROUTE -> world.held(who).ifPresent(s -> s.reportInTheRoute(ExecutionStatus.FAILED));
            case FINISH_SUCCEEDED -> world.held(who).ifPresent(s -> s.finish(Outcome.SUCCEEDED));
            case FINISH_FAILED -> world.held(who).ifPresent(s -> s.finish(Outcome.failed("checksum")));
            case FINISH_LEFT -> world.held(who).ifPresent(s -> s.finish(Outcome.released("not today")));
            case RELEASE -> world.held(who).ifPresent(WatchedSession::release);
            case HAND_OVER -> world.held(who).ifPresent(s -> s.handOver(Duration.ofMinutes(10)));
            case TICK -> who.tick();
            case HEARTBEAT_TIME -> {
                world.advance(TestWorker.LEASE.dividedBy(3));
                who.tick();
            }
            case A_SECOND -> world.advance(Duration.ofSeconds(1));
            case ALMOST_THE_LEASE ->
                world.advance(TestWorker.LEASE.minus(Lease.SAFETY).minusSeconds(1));
            case PAST_THE_LEASE -> world.advance(TestWorker.LEASE.plus(Lease.MARGIN));
            case CANCEL -> world.cancelByForce();
            case DELETE -> world.delete();
            case DELETE_AND_MAKE_AGAIN -> world.deleteAndMakeAgain();
            case CONSOLE -> world.replaceDetails(who);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Deed> deeds = Arbitraries.frequency(
                        Tuple.of(3, List.of(Deed.CLAIM, Deed.PROGRESS, Deed.TICK, Deed.HEARTBEAT_TIME)),
                        Tuple.of(2, List.of(Deed.values())))
                .flatMap(Arbitraries::of);
        Arbitrary<Trouble> troubles = Arbitraries.of(Trouble.class).injectNull(0.7);
        return Combinators.combine(deeds, Arbitraries.of(false, false, false, true), troubles)
                .as(Step::new)
                .list();
    }
}
