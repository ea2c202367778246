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
package io.github.cameliot.emulator.core;

import io.github.cameliot.emulator.ExecutionStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When the service itself cancels a job: on too many of its things the execution ended without success.
 *
 * <p>Source: AbortCriteria, service model of {@code iot}. Inferred: things count by their latest execution, a
 * percentage is of those whose execution has ended, and a job whose last execution ends in this way is COMPLETED, not
 * cancelled.
 *
 * @param criteria one of them is enough
 */
public record AbortRules(List<Criterion> criteria) {

    public static final AbortRules NONE = new AbortRules(List.of());

    /**
     * One rule.
     *
     * @param counted the statuses that count against the job
     * @param percentage of the things that have ended, 0 to 100
     * @param least how many things must have ended
     */
    public record Criterion(Set<ExecutionStatus> counted, double percentage, long least) {

        private boolean isMet(Map<ExecutionStatus, Integer> counts) {
            long ended = counts.entrySet().stream()
                    .filter(e -> e.getKey().isTerminal())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            long bad = counted.stream()
                    .mapToLong(status -> counts.getOrDefault(status, 0))
                    .sum();
            return bad > 0 && ended >= least && bad * 100.0 >= percentage * ended;
        }
    }

    public AbortRules {
        criteria = List.copyOf(criteria);
    }

    boolean abort(Map<ExecutionStatus, Integer> counts) {
        return criteria.stream().anyMatch(criterion -> criterion.isMet(counts));
    }
}
