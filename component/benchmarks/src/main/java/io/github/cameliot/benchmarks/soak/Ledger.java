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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Records the state of the service and the messages of the workers. Nothing in it comes from the component's counters.
 */
final class Ledger {

    private final Clock clock;
    private final Map<ExecutionKey, NavigableMap<Long, ObservedVersion>> versionsOf = new LinkedHashMap<>();
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Map<String, LiveHeap> heaps = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    /** @param clock the clock of the service */
    Ledger(Clock clock) {
        this.clock = clock;
    }

    /** Records the current state of the service. */
    synchronized void observed(Execution execution) {
        ExecutionKey key = new ExecutionKey(execution.thing(), execution.jobId(), execution.executionNumber());
        NavigableMap<Long, ObservedVersion> versions = versionsOf.computeIfAbsent(key, k -> new TreeMap<>());
        if (!versions.containsKey(execution.versionNumber())) {
            versions.put(execution.versionNumber(), ObservedVersion.of(execution));
        }
    }

    /** Records a message of a worker. */
    synchronized void received(String worker, WorkerMessage message) {
        switch (message.kind()) {
            case READY -> {
                // needed by the code that started the process
            }
            case START -> started(worker, message);
            case END -> run(message).ends(message.word(1), clock.instant());
            case CLOSED -> run(message).closed(message.word(1), message.word(2));
            case HEAP -> measured(worker, message);
        }
    }

    private void started(String worker, WorkerMessage message) {
        Run run = new Run(
                worker,
                new ExecutionKey(message.word(0), message.word(1), Long.parseLong(message.word(2))),
                message.word(3),
                Long.parseLong(message.word(4)),
                clock.instant());
        Run before = runs.putIfAbsent(run.claim(), run);
        if (before != null) {
            wrong.add("one claim ran twice: " + before + "; and " + run);
        }
    }

    private void measured(String worker, WorkerMessage message) {
        long jobs = runs.values().stream()
                .filter(run -> run.worker().equals(worker) && run.isClosed())
                .count();
        heaps.computeIfAbsent(worker, LiveHeap::new)
                .add(new LiveHeap.Sample(
                        Duration.ofMillis(Long.parseLong(message.word(0))), Long.parseLong(message.word(1)), jobs));
    }

    private Run run(WorkerMessage message) {
        Run run = runs.get(message.word(0));
        if (run == null) {
            throw new IllegalStateException("A message about a run that never started: " + message.line());
        }
        return run;
    }

    /** Whether this claim was released or lost, according to the messages of its worker. */
    synchronized boolean isReleasedOrLost(String claim) {
        Run run = runs.get(claim);
        return run != null && run.isReleasedOrLost();
    }

    /** Compares the records. */
    synchronized Findings verify() {
        Verifier verifier = new Verifier(new HashMap<>(runs));
        verifier.findings().heaps().addAll(heaps.values());
        wrong.forEach(verifier.findings().twice()::add);
        versionsOf.forEach((execution, versions) -> verifier.verify(execution, List.copyOf(versions.values())));
        return verifier.findings();
    }
}
