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

/** What the {@link Judge} found: counts, and a sentence with its evidence for each thing that must not be. */
final class Findings {

    /** What is counted. */
    enum Count {
        executions,
        runs,
        /** Executions that left QUEUED by a worker. */
        started,
        /** Writes that took effect. */
        writes,
        /** Claims of what another claim had held until its lease was over, or had given back. */
        retaken,
        /** Of their runs, those that began before the earlier one had ended. */
        overlapping,
        fenced,
        /** Failed instead of run, because they were claimed too often. */
        givenUp,
        /** Claims whose predecessor was not seen, so that its lease cannot be proven. */
        unproven
    }

    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
    private final Map<ExecutionStatus, Integer> ended = new EnumMap<>(ExecutionStatus.class);
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

    /** Executions that never came to a terminal state. */
    List<String> lost() {
        return lost;
    }

    /** Claims and runs while another claim stood. */
    List<String> twice() {
        return twice;
    }

    /** Ends that are not what the route of the reporting claim did, and reports believed accepted that are not there. */
    List<String> contradicting() {
        return contradicting;
    }
}
