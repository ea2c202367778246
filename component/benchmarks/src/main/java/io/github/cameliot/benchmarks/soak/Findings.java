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

import io.github.cameliot.emulator.ExecutionStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of the {@link Verifier}: counts, and a sentence with the history of the execution for each violation.
 */
final class Findings {

    /** The counts. */
    enum Count {
        executions,
        runs,
        /** Executions that a worker started. */
        started,
        /** Writes that took effect. */
        writes,
        /** Claims of executions that another claim had released, or had held until its lease expired. */
        takenOver,
        /** Of the runs after these claims, those that began before the earlier run had ended. */
        overlapping,
        leaseExpired,
        /** Reported FAILED instead of run, because they were claimed too often. */
        attemptsExhausted,
        /** Claims whose previous claim was not observed, so nothing is proven about its lease. */
        unproven
    }

    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
    private final Map<ExecutionStatus, Integer> ended = new EnumMap<>(ExecutionStatus.class);
    private final List<LiveHeap> heaps = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();
    private final List<String> contradicting = new ArrayList<>();

    void add(Count count, int by) {
        counts.merge(count, by, Integer::sum);
    }

    void ended(ExecutionStatus status) {
        ended.merge(status, 1, Integer::sum);
    }

    int get(Count count) {
        return counts.getOrDefault(count, 0);
    }

    Map<ExecutionStatus, Integer> ended() {
        return ended;
    }

    /** Of each worker process that has measured its heap. */
    List<LiveHeap> heaps() {
        return heaps;
    }

    /** Executions that never reached a terminal state. */
    List<String> lost() {
        return lost;
    }

    /** Claims and runs while another claim was valid. */
    List<String> twice() {
        return twice;
    }

    /**
     * Outcomes that differ from the run of the reporting claim, and reports that a worker believes were accepted but
     * were not.
     */
    List<String> contradicting() {
        return contradicting;
    }
}
