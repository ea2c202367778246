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

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Each job as a line for people. */
final class ResultTable {

    private static final int HEAD = 42;
    private static final int TAIL = 21;
    private static final Pattern APPROVED = Pattern.compile("approved step=5 .*by=(.*)");

    /** @param millis from the begin of its first step to the end of its last one */
    record Row(Execution execution, long millis) {

        /** The reason of a job that did not succeed; else how far its workflow came, and who approved. */
        String details() {
            if (execution.status() != ExecutionStatus.SUCCEEDED) {
                return cut(execution.statusDetails().getOrDefault("reason", "").replaceAll("\\w+Exception: ", ""));
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
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(
                        rows,
                        List.of(
                                left("job").with(row -> row.execution().jobId()),
                                left("thing").with(row -> row.execution().thing()),
                                left("status")
                                        .with(row -> row.execution().status().name()),
                                left("details").maxWidth(HEAD + TAIL + 5).with(Row::details),
                                new Column()
                                        .header("duration")
                                        .headerAlign(HorizontalAlign.RIGHT)
                                        .dataAlign(HorizontalAlign.RIGHT)
                                        .with(row -> "%.1f s".formatted(row.millis() / 1000.0))))
                .asString();
    }

    private static Column left(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT);
    }
}
