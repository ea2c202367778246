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
package io.github.cameliot.example.resume;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.github.cameliot.emulator.Execution;
import java.util.List;
import java.util.stream.Collectors;

/** Each job as a line for people: who ran it, how often, and how it ended. */
final class ResultTable {

    /**
     * One job.
     *
     * @param steps what was done for it, in order
     */
    record Row(Execution execution, List<Journal.Entry> steps) {

        /** The workers that ran it, in the order of their first step. */
        String workers() {
            return steps.stream().map(Journal.Entry::worker).distinct().collect(Collectors.joining(", "));
        }

        /** How often it was run: each run installs once. */
        long runs() {
            return count(Firmware.INSTALL);
        }

        long downloads() {
            return count(Firmware.DOWNLOAD);
        }

        private long count(String step) {
            return steps.stream().filter(e -> e.step().equals(step)).count();
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
                                left("run by").with(Row::workers),
                                right("runs").with(row -> String.valueOf(row.runs())),
                                right("downloads").with(row -> String.valueOf(row.downloads())),
                                left("ended")
                                        .with(row -> row.execution().status().name())))
                .asString();
    }

    private static Column left(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT);
    }

    private static Column right(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.RIGHT).dataAlign(HorizontalAlign.RIGHT);
    }
}
