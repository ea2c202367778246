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
package io.github.cameliot.example.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.Table;
import java.util.List;

/** Each ring of each release as a line for people. */
final class RingTable {

    /**
     * One ring of one release.
     *
     * @param executions what its things have had of it
     * @param verdicts as they were published; none for a ring that was not begun
     */
    record Row(Release release, Release.Ring ring, List<Execution> executions, List<JsonNode> verdicts) {

        /** How many jobs it has had. */
        long jobs() {
            return executions.stream().map(Execution::jobId).distinct().count();
        }

        String outcome() {
            return verdicts.isEmpty()
                    ? "not begun"
                    : verdicts.get(0).path("outcome").asText();
        }

        private String count(ExecutionStatus status) {
            return Formats.grouped(
                    executions.stream().filter(e -> e.status() == status).count());
        }
    }

    private RingTable() {}

    static String of(List<Row> rows) {
        return Table.of(rows)
                .left("release", row -> row.release().name())
                .left("ring", row -> row.ring().name())
                .right("things", row -> Formats.grouped(row.ring().things().size()))
                .right("jobs", row -> Formats.grouped(row.jobs()))
                .right("succeeded", row -> row.count(ExecutionStatus.SUCCEEDED))
                .right("failed", row -> row.count(ExecutionStatus.FAILED))
                .right("cancelled", row -> row.count(ExecutionStatus.CANCELED))
                .left("verdict", Row::outcome)
                .right("published", row -> Formats.grouped(row.verdicts().size()))
                .text();
    }
}
