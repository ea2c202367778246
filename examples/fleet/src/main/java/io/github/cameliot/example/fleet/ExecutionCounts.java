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
package io.github.cameliot.example.fleet;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the executions by state, again and again. Those that have ended are not read again. */
final class ExecutionCounts {

    /**
     * How many there were in each state.
     *
     * @param at since the first count
     */
    record Count(Duration at, Map<ExecutionStatus, Integer> byState) {

        int of(ExecutionStatus state) {
            return byState.getOrDefault(state, 0);
        }
    }

    private final JobsEmulator emulator;
    private long start;
    private final List<Execution> ended = new ArrayList<>();
    private final List<Count> counts = new ArrayList<>();
    private final Map<ExecutionStatus, Integer> endedByState = new EnumMap<>(ExecutionStatus.class);
    private List<Jobs.Job> open;

    ExecutionCounts(JobsEmulator emulator, List<Jobs.Job> jobs) {
        this.emulator = emulator;
        this.open = jobs;
    }

    void count() {
        if (counts.isEmpty()) {
            start = System.nanoTime();
        }
        Duration at = Duration.ofNanos(System.nanoTime() - start);
        Map<ExecutionStatus, Integer> byState = new EnumMap<>(ExecutionStatus.class);
        List<Jobs.Job> stillOpen = new ArrayList<>();
        for (Jobs.Job job : open) {
            Execution execution = emulator.execution(job.sensor(), job.id());
            if (execution.status().isTerminal()) {
                ended.add(execution);
                endedByState.merge(execution.status(), 1, Integer::sum);
            } else {
                stillOpen.add(job);
                byState.merge(execution.status(), 1, Integer::sum);
            }
        }
        open = stillOpen;
        byState.putAll(endedByState);
        counts.add(new Count(at, byState));
    }

    /** All counts so far, oldest first. */
    List<Count> counts() {
        return List.copyOf(counts);
    }

    Count latest() {
        return counts.get(counts.size() - 1);
    }

    /** The executions that have ended, as they ended. */
    List<Execution> ended() {
        return List.copyOf(ended);
    }

    boolean isOver() {
        return open.isEmpty();
    }
}
