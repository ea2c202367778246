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
 * How many things of a job have their latest execution in each status. The numbers are updated with each change, so
 * reading them is fast for any number of executions.
 */
final class StatusCounts {

    private final Map<ExecutionStatus, Integer> counts = new EnumMap<>(ExecutionStatus.class);

    void add(ExecutionStatus status) {
        counts.merge(status, 1, Integer::sum);
    }

    void remove(ExecutionStatus status) {
        counts.merge(status, -1, Integer::sum);
    }

    int of(ExecutionStatus status) {
        return counts.getOrDefault(status, 0);
    }

    boolean has(ExecutionStatus status) {
        return of(status) > 0;
    }

    Map<ExecutionStatus, Integer> copy() {
        return new EnumMap<>(counts);
    }
}
