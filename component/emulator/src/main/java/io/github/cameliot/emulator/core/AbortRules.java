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
 * <p>Source: AbortCriteria, service model of {@code iot}: the least number is of things "which must receive job execution
 * notifications". Inferred: the percentage is of the same things; things count by their latest execution; and a job whose
 * last execution ends in this way is COMPLETED, not cancelled. {@link
 * io.github.cameliot.emulator.Readings#abortCountsNotified()} chooses whether things that have not ended count.
 *
 * @param criteria one of them is enough
 */
public record AbortRules(List<Criterion> criteria) {

    public static final AbortRules NONE = new AbortRules(List.of());

    /**
     * One rule.
     *
     * @param counted the statuses that count against the job
     * @param percentage of the things that count, 0 to 100, with up to two digits after the decimal point
     * @param least how many things must count, 1 or more
     */
    public record Criterion(Set<ExecutionStatus> counted, double percentage, long least) {

        public Criterion {
            boolean isPossible = percentage >= 0
                    && percentage <= 100
                    && Math.abs(percentage * 100 - Math.rint(percentage * 100)) < 1e-6;
            if (!isPossible || least < 1) {
                throw ServiceException.invalid(
                        "A criterion of abortConfig needs thresholdPercentage of 0 to 100, with up"
                                + " to two digits after the decimal point, and minNumberOfExecutedThings of 1 or more");
            }
        }

        private boolean isMet(Map<ExecutionStatus, Integer> counts, long things) {
            long bad = counted.stream()
                    .mapToLong(status -> counts.getOrDefault(status, 0))
                    .sum();
            return bad > 0 && things >= least && bad * 100.0 >= percentage * things;
        }
    }

    public AbortRules {
        criteria = List.copyOf(criteria);
    }

    /**
     * Whether the job must be aborted.
     *
     * @param notified how many things have the job
     * @param countsNotified whether all of them count, else those on which the execution has ended
     */
    boolean abort(Map<ExecutionStatus, Integer> counts, long notified, boolean countsNotified) {
        long ended = counts.entrySet().stream()
                .filter(e -> e.getKey().isTerminal())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return criteria.stream().anyMatch(criterion -> criterion.isMet(counts, countsNotified ? notified : ended));
    }
}
