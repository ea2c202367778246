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
package io.github.cameliot.benchmarks.scale;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The measured values, with their limits. */
final class Results {

    private static final String ROW = "%-72s %10s %10s  %s%n";

    /** @param most {@link Double#NaN} for no limit: then the value is printed but not checked */
    private record Result(String what, double most, double measured, String unit) {

        String verdict() {
            return Double.isNaN(most) ? "" : isHeld() ? "held" : "not held";
        }

        boolean isHeld() {
            return !(measured > most);
        }

        String shown(double value) {
            return Double.isNaN(value) ? "" : number(value) + (unit.isEmpty() ? "" : " " + unit);
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "    {\"what\": \"%s\", \"limit\": %s, \"measured\": %s, \"unit\": \"%s\", \"held\": %s}",
                    what,
                    Double.isNaN(most) ? "null" : number(most),
                    number(measured),
                    unit,
                    Double.isNaN(most) ? "null" : isHeld());
        }

        private static String number(double value) {
            boolean whole = Math.abs(value) >= 100 || value == Math.rint(value) || Math.abs(value) < 0.005;
            return String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", whole ? Math.rint(value) + 0.0 : value);
        }
    }

    private final PrintStream out;
    private final List<Result> results = new ArrayList<>();

    Results(PrintStream out) {
        this.out = out;
        out.printf(ROW, "", "limit", "measured", "");
    }

    void heading(String text) {
        out.printf("%n%s%n", text);
    }

    void limit(String what, double most, double measured, String unit) {
        Result result = new Result(what, most, measured, unit);
        results.add(result);
        out.printf(ROW, "  " + what, result.shown(most), result.shown(measured), result.verdict());
        out.flush();
    }

    /** A figure without a limit. */
    void told(String what, double measured, String unit) {
        limit(what, Double.NaN, measured, unit);
    }

    void note(String text) {
        out.println("    " + text);
    }

    boolean allHeld() {
        return results.stream().allMatch(Result::isHeld);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                results.stream()
                        .map(Result::json)
                        .collect(Collectors.joining(",\n", "{\n  \"results\": [\n", "\n  ]\n}\n")));
    }
}
