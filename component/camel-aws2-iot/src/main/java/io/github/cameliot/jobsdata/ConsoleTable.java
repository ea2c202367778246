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
package io.github.cameliot.jobsdata;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Rows of {@link ConsoleData} as a table of text with headings. */
final class ConsoleTable {

    private static final String GAP = "  ";
    private static final String NOTHING = "-";

    private ConsoleTable() {}

    /**
     * A column.
     *
     * @param heading above it
     * @param key the key of its values in each row; a number whose key ends in {@code Seconds} is shown as a duration
     */
    record Column(String heading, String key) {

        String of(Map<?, ?> row) {
            return shown(key, row.get(key));
        }

        boolean isRight(List<? extends Map<?, ?>> rows) {
            return rows.stream().map(row -> row.get(key)).allMatch(v -> v == null || v instanceof Number);
        }
    }

    /** All lines, indented, without trailing blanks. */
    static String of(List<? extends Map<?, ?>> rows, String indent, List<Column> columns) {
        StringBuilder[] lines = new StringBuilder[rows.size() + 1];
        Arrays.setAll(lines, i -> new StringBuilder(indent));
        for (Column column : columns) {
            append(lines, column, rows);
        }
        StringBuilder text = new StringBuilder();
        for (StringBuilder line : lines) {
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static void append(StringBuilder[] lines, Column column, List<? extends Map<?, ?>> rows) {
        List<String> cells = new ArrayList<>();
        cells.add(column.heading);
        rows.forEach(row -> cells.add(column.of(row)));
        int width = cells.stream().mapToInt(ConsoleTable::width).max().orElse(0);
        boolean right = column.isRight(rows);
        for (int i = 0; i < lines.length; i++) {
            String cell = cells.get(i);
            String blanks = " ".repeat(width - width(cell));
            lines[i].append(right ? blanks + cell : cell + blanks).append(GAP);
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** The value of that key as readable text. */
    static String shown(String key, Object value) {
        if (value == null) {
            return NOTHING;
        }
        return value instanceof Number seconds && key.endsWith("Seconds")
                ? time(Duration.ofSeconds(seconds.longValue()))
                : value.toString();
    }

    /** At most two units: three days are not shown to the second. */
    static String time(Duration time) {
        if (time.isNegative()) {
            return "-" + time(time.negated());
        }
        long days = time.toDays();
        if (days > 0) {
            return days + " d" + rest(time.toHoursPart(), " h");
        } else if (time.toHours() > 0) {
            return time.toHours() + " h" + rest(time.toMinutesPart(), " min");
        } else if (time.toMinutes() > 0) {
            return time.toMinutes() + " min" + rest(time.toSecondsPart(), " s");
        }
        return time.toSeconds() + " s";
    }

    private static String rest(int amount, String unit) {
        return amount == 0 ? "" : " " + amount + unit;
    }
}
