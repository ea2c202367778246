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
import java.util.EnumMap;
import java.util.Map;

/**
 * How often an execution that failed is queued again, by the kind of failure.
 *
 * <p>Source: JobExecutionsRetryConfig, service model of {@code iot}: FAILED, TIMED_OUT or ALL, 0 to 10 retries; ten in
 * total according to the developer guide.
 *
 * @param byStatus retries for FAILED and for TIMED_OUT, counted separately
 * @param forAll retries for both together; null if they are counted separately
 */
public record RetryRules(Map<ExecutionStatus, Integer> byStatus, Integer forAll) {

    public static final RetryRules NONE = new RetryRules(Map.of(), null);

    private static final int MOST = 10;

    public RetryRules {
        byStatus = byStatus.isEmpty() ? Map.of() : new EnumMap<>(byStatus);
        int total = (forAll == null ? 0 : forAll)
                + byStatus.values().stream().mapToInt(Integer::intValue).sum();
        if (total > MOST) {
            throw ServiceException.invalid("%d retries are not possible; the limit is %d".formatted(total, MOST));
        }
        if (forAll != null && !byStatus.isEmpty()) {
            throw ServiceException.invalid("failureType ALL cannot be combined with another criterion");
        }
    }

    /**
     * Whether the execution, which has just ended, is followed by another. Executions before the thing left the job's group
     * and joined it again do not count.
     */
    boolean retry(JobExecution ended) {
        if (ended.status() != ExecutionStatus.FAILED && ended.status() != ExecutionStatus.TIMED_OUT) {
            return false;
        }
        if (forAll != null) {
            return ended.retryAttempt < forAll;
        }
        int allowed = byStatus.getOrDefault(ended.status(), 0);
        long used = ended.chain()
                .skip(1)
                .limit(ended.retryAttempt)
                .filter(e -> e.status() == ended.status())
                .count();
        return used < allowed;
    }
}
