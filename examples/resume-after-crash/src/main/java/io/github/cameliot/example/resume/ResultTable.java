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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.Table;
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
        return Table.of(rows)
                .left("job", row -> row.execution().jobId())
                .left("thing", row -> row.execution().thing())
                .left("run by", Row::workers)
                .right("runs", row -> Formats.grouped(row.runs()))
                .right("downloads", row -> Formats.grouped(row.downloads()))
                .left("ended", row -> row.execution().status().name())
                .text();
    }
}
