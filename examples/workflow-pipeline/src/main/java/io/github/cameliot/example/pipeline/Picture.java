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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The timeline as a picture: an SVG that needs nothing else. */
final class Picture {

    private static final int LEFT = 190;
    private static final int WIDTH = 760;
    private static final int TOP = 70;
    private static final int ROW = 18;
    private static final int GAP = 14;

    private static final Map<String, String> COLORS = Map.of("worker-a", "#1f5fbf", "worker-b", "#4caf6d");
    private static final String KILLED = "#d64545";

    private final StringBuilder svg = new StringBuilder();
    private final long from;
    private final long to;

    private Picture(List<Journal.Run> runs) {
        from = runs.stream().mapToLong(Journal.Run::beginMillis).min().orElse(0);
        to = Math.max(
                from + 1, runs.stream().mapToLong(Journal.Run::endMillis).max().orElse(1));
    }

    /** @param endings how the job of each thing ended, in the order of the rows */
    static void write(Path file, Map<String, String> endings, List<Journal.Run> runs) throws IOException {
        Files.writeString(file, new Picture(runs).drawn(endings, runs));
    }

    private String drawn(Map<String, String> endings, List<Journal.Run> runs) {
        int height = TOP + endings.size() * (Timeline.STEPS.size() * ROW + GAP) + 40;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                <rect width="%1$d" height="%2$d" fill="white"/>
                """.formatted(LEFT + WIDTH + 130, height));
        text(20, 28, "#33373d", "start", "Who ran which step when");
        legend(LEFT, "#1f5fbf", "worker-a");
        legend(LEFT + 110, "#4caf6d", "worker-b");
        legend(LEFT + 220, KILLED, "killed here");
        legend(LEFT + 340, "#dce3ea", "waits for an approval, or for a worker");
        int y = TOP;
        for (Map.Entry<String, String> job : endings.entrySet()) {
            text(20, y + ROW - 5, "#33373d", "start", job.getKey());
            text(LEFT + WIDTH + 12, y + ROW - 5, "#33373d", "start", job.getValue());
            for (int step = 1; step <= Timeline.STEPS.size(); step++) {
                row(job.getKey(), step, y, runs);
                y += ROW;
            }
            y += GAP;
        }
        axis(y);
        return svg.append("</svg>\n").toString();
    }

    private void row(String thing, int step, int y, List<Journal.Run> runs) {
        text(LEFT - 10, y + ROW - 5, "#6b6f7a", "end", step + " " + Timeline.STEPS.get(step - 1));
        rect(LEFT, y + ROW - 1, WIDTH, 0.5, "#dce3ea", "");
        double waitsFrom = -1;
        for (Journal.Run run : runs) {
            if (run.thing().equals(thing) && run.step() == step) {
                double begin = x(run.beginMillis());
                double width = Math.max(3, x(run.endMillis()) - begin);
                if (waitsFrom >= 0 && begin > waitsFrom) {
                    rect(waitsFrom, y + 6, begin - waitsFrom, ROW - 12, "#dce3ea", "waits");
                }
                String what = "%s, step %d, %s, %d ms"
                        .formatted(thing, step, run.worker(), run.endMillis() - run.beginMillis());
                rect(begin, y + 3, width, ROW - 6, COLORS.getOrDefault(run.worker(), "#6b6f7a"), what);
                if (run.isKilled()) {
                    rect(begin + width - 3, y, 6, ROW, KILLED, run.worker() + " killed");
                }
                waitsFrom = begin + width + (run.isKilled() ? 3 : 0);
            }
        }
    }

    private void axis(int y) {
        for (long second = 0; second <= (to - from) / 1000; second++) {
            text(x(from + 1000 * second), y + 14, "#6b6f7a", "middle", second + " s");
        }
    }

    private double x(long at) {
        return LEFT + (double) (at - from) / (to - from) * WIDTH;
    }

    private void legend(int x, String color, String label) {
        rect(x, 42, 14, 12, color, "");
        text(x + 20, 52, "#33373d", "start", label);
    }

    private void rect(double x, double y, double width, double height, String color, String title) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>%n",
                x,
                y,
                width,
                height,
                color,
                title));
    }

    private void text(double x, double y, String color, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                color,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
