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
package io.github.cameliot.example.pipeline;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.Table;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Each job as a line for people. */
final class ResultTable {

    private static final int HEAD = 31;
    private static final int TAIL = 21;
    private static final Pattern APPROVED = Pattern.compile("approved step=5 .*by=(.*)");

    /** @param millis from the begin of its first step to the end of its last one */
    record Row(Execution execution, long millis) {

        /** The reason of a job that did not succeed; else how far its workflow came, and who approved. */
        String details() {
            if (execution.status() != ExecutionStatus.SUCCEEDED) {
                return cut(execution
                        .statusDetails()
                        .getOrDefault("reason", "")
                        .replaceAll("\\w+Exception: ", "")
                        .replaceFirst(" \\([\\w-]+\\) failed", " failed"));
            }
            String by = execution.statusDetails().values().stream()
                    .map(APPROVED::matcher)
                    .filter(Matcher::matches)
                    .map(m -> ", approved by " + m.group(1))
                    .findFirst()
                    .orElse("");
            return execution.statusDetails().getOrDefault("workflow", "").replaceFirst("^v1 doc=\\S+ ", "") + by;
        }

        /** Without its middle: the cause stands last. */
        private static String cut(String line) {
            return line.length() <= HEAD + TAIL
                    ? line
                    : line.substring(0, HEAD) + "..." + line.substring(line.length() - TAIL);
        }
    }

    private ResultTable() {}

    static String of(List<Row> rows) {
        return Table.of(rows)
                .left("job", row -> row.execution().jobId())
                .left("thing", row -> row.execution().thing())
                .left("status", row -> row.execution().status().name())
                .left("details", Row::details)
                .right("duration", row -> Formats.seconds(Duration.ofMillis(row.millis())))
                .text();
    }
}
