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
package io.github.cameliot.emulator.control;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.core.AbortRules;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import java.util.List;
import java.util.Set;

/** {@code abortConfig} on the wire. Source: AbortCriteria, service model of {@code iot}. */
final class AbortConfig {

    private enum FailureType {
        FAILED(Set.of(ExecutionStatus.FAILED)),
        REJECTED(Set.of(ExecutionStatus.REJECTED)),
        TIMED_OUT(Set.of(ExecutionStatus.TIMED_OUT)),
        ALL(Set.of(ExecutionStatus.FAILED, ExecutionStatus.REJECTED, ExecutionStatus.TIMED_OUT));

        private final Set<ExecutionStatus> counted;

        FailureType(Set<ExecutionStatus> counted) {
            this.counted = counted;
        }
    }

    private enum Action {
        CANCEL
    }

    private AbortConfig() {}

    static AbortRules of(Body config) {
        if (config == null) {
            return AbortRules.NONE;
        }
        List<AbortRules.Criterion> criteria = config.objects("criteriaList").stream()
                .map(AbortConfig::criterion)
                .toList();
        if (criteria.isEmpty()) {
            throw ServiceException.invalid("abortConfig.criteriaList needs a criterion");
        }
        return new AbortRules(criteria);
    }

    private static AbortRules.Criterion criterion(Body criterion) {
        FailureType type = criterion.constant("failureType", FailureType.class);
        double percentage = criterion.number("thresholdPercentage", -1);
        Long least = criterion.integer("minNumberOfExecutedThings");
        if (type == null || criterion.constant("action", Action.class) == null || least == null) {
            throw ServiceException.invalid("A criterion of abortConfig needs failureType, action CANCEL,"
                    + " thresholdPercentage of 0 to 100 and minNumberOfExecutedThings of 1 or more");
        }
        return new AbortRules.Criterion(type.counted, percentage, least);
    }
}
