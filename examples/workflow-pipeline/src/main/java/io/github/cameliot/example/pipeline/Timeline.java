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

import io.github.cameliot.example.support.Formats;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Who ran which step when, as bars of letters: a for worker-a, b for worker-b, x where a worker was killed. */
final class Timeline {

    static final List<String> STEPS = List.of("validate", "download", "stage", "announce", "confirm");

    private static final int WIDTH = 60;

    private Timeline() {}

    static String of(List<String> things, List<Journal.Run> runs) {
        long from = runs.stream().mapToLong(Journal.Run::beginMillis).min().orElse(0);
        long to = runs.stream().mapToLong(Journal.Run::endMillis).max().orElse(1);
        StringBuilder text = new StringBuilder();
        for (String thing : things) {
            for (int step = 1; step <= STEPS.size(); step++) {
                text.append(" %-12s %d %-9s|%s|%n"
                        .formatted(
                                step == 1 ? thing : "", step, STEPS.get(step - 1), bar(thing, step, runs, from, to)));
            }
        }
        String end = Formats.seconds(Duration.ofMillis(to - from));
        return text + " ".repeat(26) + "0 s" + " ".repeat(WIDTH - 3 - end.length()) + end + System.lineSeparator();
    }

    private static String bar(String thing, int step, List<Journal.Run> runs, long from, long to) {
        char[] bar = new char[WIDTH];
        Arrays.fill(bar, ' ');
        int waitsFrom = -1;
        for (Journal.Run run : runs) {
            if (!run.thing().equals(thing) || run.step() != step) {
                continue;
            }
            int begin = column(run.beginMillis(), from, to);
            int end = Math.max(begin, column(run.endMillis(), from, to));
            if (waitsFrom >= 0 && waitsFrom < begin) {
                Arrays.fill(bar, waitsFrom, begin, '.');
            }
            Arrays.fill(bar, begin, end + 1, run.worker().charAt(run.worker().length() - 1));
            if (run.isKilled()) {
                bar[end] = 'x';
            }
            waitsFrom = end + 1;
        }
        return new String(bar);
    }

    private static int column(long at, long from, long to) {
        return (int) Math.min(WIDTH - 1, (at - from) * WIDTH / Math.max(1, to - from));
    }
}
