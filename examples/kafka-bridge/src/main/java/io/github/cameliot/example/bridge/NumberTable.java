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

import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.Table;
import java.util.ArrayList;
import java.util.List;

/** A table of numbers: a line for each, with its name, the number and, if wanted, the number per job. */
final class NumberTable {

    private record Line(String what, String number, String ratio) {}

    private final String what;
    private final String[] numbers;
    private final List<Line> lines = new ArrayList<>();

    /** @param numbers the headers of the numbers: one, or two with the number per job */
    NumberTable(String what, String... numbers) {
        this.what = what;
        this.numbers = numbers;
    }

    NumberTable add(String what, long number) {
        lines.add(new Line(what, Formats.grouped(number), ""));
        return this;
    }

    /** @param of how many jobs there are */
    NumberTable add(String what, long number, long of) {
        lines.add(new Line(what, Formats.grouped(number), Formats.ratio(number, of)));
        return this;
    }

    String text() {
        Table<Line> table = Table.of(lines).left(what, Line::what).right(numbers[0], Line::number);
        return numbers.length == 1
                ? table.text()
                : table.right(numbers[1], Line::ratio).text();
    }
}
