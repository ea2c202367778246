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
package io.github.cameliot.example.quickstart;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.github.cameliot.emulator.Execution;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Executions as a table for people. */
final class ResultTable {

    /** The mark of the worker: for operators, not for this table. */
    private static final String CLAIM = "claimedBy";

    private ResultTable() {}

    static String of(List<Execution> executions) {
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(
                        executions,
                        List.of(
                                left("job").with(Execution::jobId),
                                left("thing").with(Execution::thing),
                                left("status").with(e -> e.status().name()),
                                left("details").with(ResultTable::details),
                                right("duration").with(ResultTable::duration)))
                .asString();
    }

    private static String details(Execution execution) {
        return new TreeMap<>(execution.statusDetails())
                .entrySet().stream()
                        .filter(detail -> !detail.getKey().equals(CLAIM))
                        .map(detail -> detail.getKey() + "=" + detail.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String duration(Execution execution) {
        if (execution.startedAt() == null) {
            return "-";
        }
        Duration took = Duration.between(execution.startedAt(), execution.lastUpdatedAt());
        return String.format(Locale.ROOT, "%.2f s", took.toMillis() / 1000.0);
    }

    private static Column left(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT);
    }

    private static Column right(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.RIGHT).dataAlign(HorizontalAlign.RIGHT);
    }
}
