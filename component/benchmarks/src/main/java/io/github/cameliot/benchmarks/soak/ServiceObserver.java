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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the state of the service every 10 ms: records each version of each execution, and how long jobs wait without a
 * worker.
 */
final class ServiceObserver implements AutoCloseable {

    private static final long EVERY = 10;

    private final JobsEmulator emulator;
    private final Clock clock;
    private final List<String> things;
    private final Ledger ledger;
    private final Fleet fleet;
    private final Map<String, Instant> idleSince = new HashMap<>();
    private final Thread thread = new Thread(this::observe, "soak-observer");
    private volatile boolean closed;
    private volatile boolean allEnded;
    private volatile RuntimeException failure;
    private Duration longestIdle = Duration.ZERO;
    private String idle = "";

    ServiceObserver(JobsEmulator emulator, Clock clock, List<String> things, Ledger ledger, Fleet fleet) {
        this.emulator = emulator;
        this.clock = clock;
        this.things = things;
        this.ledger = ledger;
        this.fleet = fleet;
    }

    void start() {
        thread.start();
    }

    private void observe() {
        try {
            while (!closed) {
                look();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** One read of all things. */
    synchronized void look() {
        boolean ended = true;
        for (String thing : things) {
            List<Execution> executions = emulator.executions(thing);
            executions.forEach(ledger::observed);
            List<Execution> pending =
                    executions.stream().filter(e -> !e.status().isTerminal()).toList();
            ended &= pending.isEmpty();
            idle(thing, pending);
        }
        allEnded = ended;
    }

    /** The jobs of a thing run one after the other: the first one waits while no live worker has any of them. */
    private void idle(String thing, List<Execution> pending) {
        if (pending.isEmpty() || pending.stream().anyMatch(this::isOwned)) {
            idleSince.remove(thing);
            return;
        }
        Instant now = clock.instant();
        Duration length = Duration.between(idleSince.computeIfAbsent(thing, t -> now), now);
        if (length.compareTo(longestIdle) > 0) {
            longestIdle = length;
            idle = pending.get(0).jobId() + " on " + thing;
        }
    }

    private boolean isOwned(Execution execution) {
        Optional<ClaimMarker> marker = ClaimMarker.in(execution.statusDetails());
        return execution.status() == ExecutionStatus.IN_PROGRESS
                && marker.isPresent()
                && marker.get().state() == ClaimMarker.State.run
                && fleet.isLive(marker.get().workerId())
                && !ledger.isReleasedOrLost(marker.get().claimId());
    }

    /** Whether all executions had ended at the last read. */
    boolean allEnded() {
        if (failure != null) {
            throw new IllegalStateException("The observer has failed", failure);
        }
        return allEnded;
    }

    /** By the clock of the service, including its jumps. */
    synchronized Duration longestIdle() {
        return longestIdle;
    }

    /** The id of that job. */
    synchronized String idle() {
        return idle;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
