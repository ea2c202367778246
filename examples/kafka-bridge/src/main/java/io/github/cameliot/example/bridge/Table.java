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
package io.github.cameliot.example.bridge;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A table of numbers: a line for each, with its name, the number and, if wanted, the number per job. */
final class Table {

    private final Column[] columns;
    private final List<String[]> lines = new ArrayList<>();

    Table(String what, String... numbers) {
        columns = Stream.concat(
                        Stream.of(new Column()
                                .header(what)
                                .headerAlign(HorizontalAlign.LEFT)
                                .dataAlign(HorizontalAlign.LEFT)),
                        Stream.of(numbers).map(number -> new Column().header(number)))
                .toArray(Column[]::new);
    }

    Table add(String what, long number) {
        lines.add(new String[] {what, String.format(Locale.ROOT, "%,d", number)});
        return this;
    }

    /** @param of how many jobs there are */
    Table add(String what, long number, long of) {
        lines.add(new String[] {
            what, String.format(Locale.ROOT, "%,d", number), String.format(Locale.ROOT, "%.2f", (double) number / of)
        });
        return this;
    }

    String text() {
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(columns, lines.toArray(String[][]::new))
                .asString();
    }
}
