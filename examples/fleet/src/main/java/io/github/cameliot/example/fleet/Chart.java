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
package io.github.cameliot.example.fleet;

import io.github.cameliot.emulator.ExecutionStatus;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Executions by state over time, one on top of the other, as a picture. */
final class Chart {

    /** Something that happened meanwhile. */
    record Event(Duration at, String label) {}

    /** One layer. */
    private record Layer(ExecutionStatus state, String label, Color color) {}

    /** From the bottom up. */
    private static final List<Layer> LAYERS = List.of(
            new Layer(ExecutionStatus.SUCCEEDED, "succeeded", new Color(0x4C, 0xAF, 0x6D)),
            new Layer(ExecutionStatus.FAILED, "failed", new Color(0xD6, 0x45, 0x45)),
            new Layer(ExecutionStatus.REJECTED, "rejected", new Color(0xF2, 0xA5, 0x3A)),
            new Layer(ExecutionStatus.REMOVED, "removed", new Color(0x6B, 0x6F, 0x7A)),
            new Layer(ExecutionStatus.IN_PROGRESS, "in progress", new Color(0x1F, 0x5F, 0xBF)),
            new Layer(ExecutionStatus.QUEUED, "queued", new Color(0xDC, 0xE3, 0xEA)));

    private static final Color TEXT = new Color(0x33, 0x37, 0x3D);

    /** The middle of an event's label is so much of the whole time to the right of its line. */
    private static final double LABEL_AFTER = 0.04;

    private Chart() {}

    /** Writes a PNG. */
    static void write(Path file, String title, List<ExecutionCounts.Count> counts, List<Event> events)
            throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(1200)
                .height(700)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle("job executions")
                .build();
        style(chart.getStyler());
        chart.getStyler().setYAxisMax(total(counts) * 1.1);
        List<Double> seconds = counts.stream().map(count -> seconds(count.at())).toList();
        for (int top = LAYERS.size(); top > 0; top--) { // the tallest first: each hides the lower part of the last
            add(chart, LAYERS.get(top - 1), seconds, heights(counts, LAYERS.subList(0, top)));
        }
        double labelAfter = seconds.get(seconds.size() - 1) * LABEL_AFTER;
        events.forEach(event -> {
            chart.addAnnotation(new AnnotationLine(seconds(event.at()), true, false));
            chart.addAnnotation(
                    new AnnotationText(event.label(), seconds(event.at()) + labelAfter, total(counts) * 1.05, false));
        });
        Files.createDirectories(file.toAbsolutePath().getParent());
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private static List<Integer> heights(List<ExecutionCounts.Count> counts, List<Layer> layers) {
        List<Integer> heights = new ArrayList<>();
        for (ExecutionCounts.Count count : counts) {
            heights.add(
                    layers.stream().mapToInt(layer -> count.of(layer.state())).sum());
        }
        return heights;
    }

    private static void add(XYChart chart, Layer layer, List<Double> seconds, List<Integer> heights) {
        XYSeries series = chart.addSeries(layer.state().name(), seconds, heights);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
        series.setFillColor(layer.color());
        series.setLineColor(layer.color());
        series.setLineStyle(new BasicStroke(2));
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
        explain(chart, layer);
    }

    /** A square in the legend: an area would be a thin line there. The series has no point that could be drawn. */
    private static void explain(XYChart chart, Layer layer) {
        XYSeries square = chart.addSeries(layer.label(), new double[] {0}, new double[] {Double.NaN});
        square.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        square.setMarker(SeriesMarkers.SQUARE);
        square.setMarkerColor(layer.color());
    }

    private static void style(XYStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotContentSize(1);
        styler.setMarkerSize(14);
        styler.setPlotGridLinesColor(new Color(0xE8, 0xE8, 0xE8));
        styler.setChartFontColor(TEXT);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAnnotationTextFontColor(TEXT);
        styler.setAnnotationLineColor(TEXT);
        styler.setAnnotationLineStroke(
                new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {4, 4}, 0));
        styler.setYAxisDecimalPattern("#,##0");
        styler.setXAxisDecimalPattern("0.#");
        styler.setXAxisMin(0.0);
        styler.setYAxisMin(0.0);
        styler.setChartPadding(16);
    }

    private static int total(List<ExecutionCounts.Count> counts) {
        return counts.get(0).byState().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
