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
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All that was seen: what the service had, and what the workers told. Nothing of it comes from the component's counters. */
final class Ledger {

    private final Clock clock;
    private final Map<ExecutionKey, NavigableMap<Long, Sighting>> sightings = new LinkedHashMap<>();
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    /** @param clock the service's */
    Ledger(Clock clock) {
        this.clock = clock;
    }

    /** The service has this now. */
    synchronized void saw(Execution execution) {
        ExecutionKey key = new ExecutionKey(execution.thing(), execution.jobId(), execution.executionNumber());
        NavigableMap<Long, Sighting> versions = sightings.computeIfAbsent(key, k -> new TreeMap<>());
        if (!versions.containsKey(execution.versionNumber())) {
            versions.put(execution.versionNumber(), Sighting.of(execution));
        }
    }

    /** A worker told this. */
    synchronized void heard(String worker, Signal signal) {
        switch (signal.kind()) {
            case READY -> {
                // for who started it
            }
            case START -> started(worker, signal);
            case END -> run(signal).ends(signal.word(1), clock.instant());
            case CLOSED -> run(signal).closed(signal.word(1), signal.word(2));
        }
    }

    private void started(String worker, Signal signal) {
        Run run = new Run(
                worker,
                new ExecutionKey(signal.word(0), signal.word(1), Long.parseLong(signal.word(2))),
                signal.word(3),
                Long.parseLong(signal.word(4)),
                clock.instant());
        Run before = runs.putIfAbsent(run.claim(), run);
        if (before != null) {
            wrong.add("one claim ran twice: " + before + "; and " + run);
        }
    }

    private Run run(Signal signal) {
        Run run = runs.get(signal.word(0));
        if (run == null) {
            throw new IllegalStateException("Heard of a run that never started: " + signal.line());
        }
        return run;
    }

    /** Whether this claim was given back or lost, as far as its worker has told. */
    synchronized boolean isGivenBack(String claim) {
        Run run = runs.get(claim);
        return run != null && run.isGivenBack();
    }

    /** Judges what there is. */
    synchronized Findings judge() {
        Judge judge = new Judge(new HashMap<>(runs));
        wrong.forEach(judge.findings().twice()::add);
        sightings.forEach((execution, versions) -> judge.look(execution, List.copyOf(versions.values())));
        return judge.findings();
    }
}
