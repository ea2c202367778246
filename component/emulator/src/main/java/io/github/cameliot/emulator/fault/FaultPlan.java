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
package io.github.cameliot.emulator.fault;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The active faults; decides which apply to a request. Safe for use from any thread. */
public final class FaultPlan implements Faults {

    /** Receives the delays of effects, which the service state applies. */
    public interface Delays {

        void newJobs(Duration delay);

        void cancellations(Duration delay);

        void deletions(Duration delay);

        void timeouts(Duration delay);
    }

    private static final Duration LONGEST = Duration.ofDays(366);

    private final Clock clock;
    private final Delays delays;
    private final List<Planned> planned = new ArrayList<>();
    private long lastId;

    public FaultPlan(Clock clock, Delays delays) {
        this.clock = clock;
        this.delays = delays;
    }

    /** The faults that apply to a request. Counts the request for each fault whose scope includes it. */
    public synchronized AppliedFaults decide(Operation operation, String thing) {
        if (planned.isEmpty()) {
            return AppliedFaults.NONE;
        }
        Instant now = clock.instant();
        AppliedFaults applied = AppliedFaults.NONE;
        for (Planned candidate : planned) {
            if (candidate.fault.scope().has(operation, thing) && candidate.trigger.next(now)) {
                candidate.hits++;
                applied = applied.with(candidate.fault);
            }
        }
        return applied;
    }

    @Override
    public synchronized ActiveFault add(Fault fault) {
        Planned added = new Planned(++lastId, Objects.requireNonNull(fault, "fault"));
        planned.add(added);
        return added;
    }

    @Override
    public synchronized List<ActiveFault> active() {
        return List.copyOf(planned);
    }

    @Override
    public void delayNewJobs(Duration delay) {
        delays.newJobs(checked(delay));
    }

    @Override
    public void delayCancellations(Duration delay) {
        delays.cancellations(checked(delay));
    }

    @Override
    public void delayDeletions(Duration delay) {
        delays.deletions(checked(delay));
    }

    @Override
    public void delayTimeouts(Duration delay) {
        delays.timeouts(checked(delay));
    }

    private static Duration checked(Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A delay of %s is not possible: use 0 to a year".formatted(delay));
        }
        return delay;
    }

    @Override
    public synchronized void clear() {
        planned.clear();
        delays.newJobs(Duration.ZERO);
        delays.cancellations(Duration.ZERO);
        delays.deletions(Duration.ZERO);
        delays.timeouts(Duration.ZERO);
    }

    private final class Planned implements ActiveFault {

        private final long id;
        private final Fault fault;
        private final Trigger trigger;
        private long hits;

        Planned(long id, Fault fault) {
            this.id = id;
            this.fault = fault;
            this.trigger = new Trigger(fault.when());
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public Fault fault() {
            return fault;
        }

        @Override
        public long hits() {
            synchronized (FaultPlan.this) {
                return hits;
            }
        }

        @Override
        public void remove() {
            synchronized (FaultPlan.this) {
                planned.remove(this);
            }
        }
    }
}
