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
package io.github.cameliot.example.support;

import io.github.cameliot.emulator.Execution;
import java.time.Duration;
import java.util.List;

/** How job executions ended, and why. */
public final class ResultTable {

    private ResultTable() {}

    public static String of(List<Execution> executions) {
        return Table.of(executions)
                .left("job", Execution::jobId)
                .left("thing", Execution::thing)
                .left("status", e -> e.status().name())
                .left("reason", e -> e.statusDetails().getOrDefault("reason", ""))
                .right("duration", ResultTable::duration)
                .text();
    }

    private static String duration(Execution execution) {
        return execution.startedAt() == null
                ? "-"
                : Formats.seconds(Duration.between(execution.startedAt(), execution.lastUpdatedAt()));
    }
}
