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
package io.github.cameliot.benchmarks.calls;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The result as a table, with the limits. */
final class Report {

    private static final String CELLS = "%-30s %7s %7s %7s %7s   %8s %7s %7s %7s";

    private final Result result;
    private final PrintStream out;

    Report(Result result, PrintStream out) {
        this.result = result;
        this.out = out;
    }

    void print() {
        line("%-30s %-33s  %s", "", "CPU, us a call", "bytes a call");
        line(CELLS, "", "plain", "JMX", "pooled", "both", "plain", "JMX", "pooled", "both");
        for (Operation operation : Operation.values()) {
            out.println();
            Cost raw = result.cost(operation, Variant.RAW);
            Cost control = result.added(operation, Variant.CONTROL);
            line(CELLS, operation + ", raw", micros(raw), "", "", "", bytes(raw), "", "", "");
            line(CELLS, "  raw again", added(control), "", "", "", addedBytes(control), "", "", "");
            for (boolean route : new boolean[] {false, true}) {
                for (Caller caller : operation.callers()) {
                    row(operation, caller, route);
                }
            }
        }
        out.println();
        line("%-30s %-33s  %s", "limits", "CPU, ratio to camel-aws2-sqs", "bytes");
        for (Limit limit : Limit.of(result)) {
            line(
                    "%-30s %5.2f of %.2f %-19s  %5s of %,d %s",
                    limit.operation() + ", " + client(limit.caller()),
                    limit.timesSqs(),
                    Limit.MOST_TIMES_SQS,
                    held(limit.cpuIsHeld()),
                    number(limit.bytes()),
                    Limit.MOST_BYTES,
                    held(limit.bytesAreHeld()));
        }
    }

    private void row(Operation operation, Caller caller, boolean route) {
        List<Cost> costs = Arrays.stream(Setting.values())
                .map(setting -> new Variant(caller, route, setting))
                .map(variant ->
                        caller == Caller.trivial ? result.cost(operation, variant) : result.added(operation, variant))
                .toList();
        line(
                CELLS,
                (route ? "  route, " : "  producer, ") + client(caller),
                added(costs.get(0)),
                added(costs.get(1)),
                added(costs.get(2)),
                added(costs.get(3)),
                addedBytes(costs.get(0)),
                addedBytes(costs.get(1)),
                addedBytes(costs.get(2)),
                addedBytes(costs.get(3)));
    }

    private static String client(Caller caller) {
        return switch (caller) {
            case own -> "own client";
            case user -> "user's client";
            case sqs -> "camel-aws2-sqs";
            case trivial -> "no call, in total";
            case raw, control -> caller.name();
        };
    }

    private static String held(boolean held) {
        return held ? "held" : "not held";
    }

    private static String micros(Cost cost) {
        return format("%.1f", cost.cpuMicros());
    }

    private static String added(Cost cost) {
        return format("%+.2f", cost.cpuMicros());
    }

    private static String bytes(Cost cost) {
        return number(cost.bytes());
    }

    private static String addedBytes(Cost cost) {
        return format("%+,d", Math.round(cost.bytes()));
    }

    private static String number(double number) {
        return format("%,d", Math.round(number));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void line(String format, Object... values) {
        out.println(format(format, values).stripTrailing());
    }
}
