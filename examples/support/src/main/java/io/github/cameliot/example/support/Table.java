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

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table for people, with a line for each row and without blanks at the ends of lines.
 *
 * @param <T> what a row is about
 */
public final class Table<T> {

    private final List<T> rows;
    private final List<ColumnData<T>> columns = new ArrayList<>();

    private Table(List<T> rows) {
        this.rows = rows;
    }

    public static <T> Table<T> of(List<T> rows) {
        return new Table<>(rows);
    }

    /** Adds a column of words. */
    public Table<T> left(String header, Function<T, String> value) {
        return add(header, HorizontalAlign.LEFT, value);
    }

    /** Adds a column of numbers. */
    public Table<T> right(String header, Function<T, String> value) {
        return add(header, HorizontalAlign.RIGHT, value);
    }

    private Table<T> add(String header, HorizontalAlign align, Function<T, String> value) {
        int width =
                rows.stream().mapToInt(row -> value.apply(row).length()).max().orElse(0);
        columns.add(new Column()
                .header(header)
                .headerAlign(align)
                .dataAlign(align)
                // Otherwise a long value is broken into lines.
                .maxWidth(Math.max(width, header.length()) + 2)
                .with(value));
        return this;
    }

    public String text() {
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(rows, columns)
                .asString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
