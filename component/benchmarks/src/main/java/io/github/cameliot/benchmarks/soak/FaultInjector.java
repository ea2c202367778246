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
package io.github.cameliot.benchmarks.soak;

import static io.github.cameliot.emulator.Operation.DESCRIBE_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ShiftedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Injects faults: random ones into calls while jobs are created, and the planned disruptions at their times. */
final class FaultInjector {

    private final JobsEmulator emulator;
    private final ShiftedClock clock;
    private final Fleet fleet;
    private final Settings settings;
    private final Random random;
    private Faults.ActiveFault outage;
    private long outageUntil;

    FaultInjector(JobsEmulator emulator, ShiftedClock clock, Fleet fleet, Settings settings) {
        this.emulator = emulator;
        this.clock = clock;
        this.fleet = fleet;
        this.settings = settings;
        this.random = new Random(settings.seed() + 1);
    }

    /** From now on about 15 % of the calls fail in one of these ways. */
    void begin() {
        List<Fault> faults = List.of(
                Fault.throttle().probability(0.03, 0),
                Fault.unavailable().probability(0.02, 0),
                Fault.unavailable().afterTheEffect().probability(0.02, 0),
                Fault.resetBeforeEffect().probability(0.02, 0),
                Fault.resetAfterEffect().probability(0.02, 0),
                Fault.errorBody().probability(0.01, 0),
                Fault.errorBody().afterTheEffect().probability(0.01, 0),
                Fault.emptyBody().probability(0.01, 0),
                Fault.withoutDate().probability(0.02, 0),
                Fault.latency(Duration.ofMillis(300)).probability(0.03, 0),
                Fault.latency(Duration.ofSeconds(4)).probability(0.01, 0),
                Fault.latency(Duration.ofSeconds(12)).on(UPDATE_JOB_EXECUTION).probability(0.004, 0),
                Fault.latency(Duration.ofSeconds(12))
                        .on(START_NEXT_PENDING_JOB_EXECUTION)
                        .probability(0.004, 0),
                Fault.staleStartNext()
                        .on(START_NEXT_PENDING_JOB_EXECUTION, DESCRIBE_JOB_EXECUTION)
                        .probability(0.03, 0),
                Fault.finishedStartNext().probability(0.03, 0));
        faults.forEach(
                fault -> emulator.faults().add(fault.probability(fault.when().probability(), random.nextLong())));
    }

    /** @return what was done, for the log */
    String inject(Disruption disruption) {
        return disruption
                + switch (disruption.kind()) {
                    case KILL ->
                        onWorker(worker -> {
                            worker.kill();
                            fleet.replace(worker);
                        });
                    case TERMINATE ->
                        onWorker(worker -> {
                            worker.terminate();
                            fleet.replace(worker);
                        });
                    case STOP -> onWorker(worker -> worker.stop(disruption.length()));
                    case CANCEL -> cancel();
                    case JUMP -> {
                        clock.advance(disruption.length());
                        yield "";
                    }
                    case OUTAGE -> {
                        endOutage(true);
                        outage = emulator.faults().add(Fault.unavailable());
                        outageUntil = System.nanoTime() + disruption.length().toNanos();
                        yield "";
                    }
                };
    }

    private interface OnWorker {
        void does(WorkerProcess worker);
    }

    private String onWorker(OnWorker what) {
        Optional<WorkerProcess> worker = fleet.any(random);
        worker.ifPresent(what::does);
        return worker.map(w -> " " + w.name()).orElse(": no worker is running");
    }

    private String cancel() {
        List<Execution> running = new ArrayList<>();
        settings.thingNames().forEach(thing -> emulator.executions(thing).stream()
                .filter(e -> e.status() == ExecutionStatus.IN_PROGRESS)
                .forEach(running::add));
        if (running.isEmpty()) {
            return ": nothing is in progress";
        }
        Execution one = running.get(random.nextInt(running.size()));
        try {
            emulator.cancelExecution(one.thing(), one.jobId(), true);
            return " " + one.jobId();
        } catch (RuntimeException e) {
            return " " + one.jobId() + ": has just ended";
        }
    }

    /** Ends an outage when its time has passed, or at once. */
    void endOutage(boolean atOnce) {
        if (outage != null && (atOnce || System.nanoTime() - outageUntil >= 0)) {
            outage.remove();
            outage = null;
        }
    }

    /** Ends all faults. Stopped workers continue on their own. */
    void end() {
        endOutage(true);
        emulator.faults().clear();
    }
}
