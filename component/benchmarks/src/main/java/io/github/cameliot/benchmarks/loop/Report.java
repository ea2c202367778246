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
package io.github.cameliot.benchmarks.loop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The comparisons as tables, and as a file for programs. */
final class Report {

    private final Settings settings;
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();

    Report(Settings settings) {
        this.settings = settings;
    }

    void add(Comparison comparison, PrintStream out) {
        comparisons.add(comparison);
        List<Limit> own = Limit.of(comparison);
        limits.addAll(own);
        print(comparison, own, out);
    }

    boolean allHeld() {
        return limits.stream().allMatch(Limit::isHeld);
    }

    private static void print(Comparison comparison, List<Limit> limits, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%-26s %8s %6s %8s %6s %9s %9s %7s %7s %7s%n",
                comparison.threads() + " threads",
                "jobs/s",
                "ratio",
                "CPU us",
                "ratio",
                "B a job",
                "extra",
                "writes",
                "reads",
                "server");
        for (Contender contender : comparison.contenders()) {
            out.printf(
                    Locale.ROOT,
                    "%-26s %8.0f %6.2f %8.0f %6.2f %9.0f %9.0f %7.2f %7.2f %6.0f%%%n",
                    contender.name(),
                    comparison.median(contender, Slice::jobsPerSecond),
                    comparison.speed(contender),
                    comparison.median(contender, Slice::cpuMicrosPerJob),
                    comparison.cpu(contender),
                    comparison.median(contender, Slice::bytesPerJob),
                    comparison.bytesAdded(contender),
                    comparison.writesPerJob(contender),
                    comparison.readsPerJob(contender),
                    100 * comparison.median(contender, Slice::serverShare));
        }
        out.printf("%n%-44s %-14s %9s%n", "figure", "limit", "measured");
        for (Limit limit : limits) {
            out.printf(
                    "%-44s %-14s %9s  %s%n",
                    limit.what(), limit.must(), limit.measured(), limit.isHeld() ? "held" : "NOT HELD");
        }
    }

    /** @return the file */
    Path write() {
        Path file = settings.folder().resolve("result.json");
        try {
            Files.createDirectories(settings.folder());
            try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
                json.useDefaultPrettyPrinter();
                write(json);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot write " + file, e);
        }
        return file;
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("java", System.getProperty("java.vm.version"));
        json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
        json.writeNumberField("things", settings.things());
        json.writeNumberField("jobs", settings.jobs());
        json.writeNumberField("rounds", settings.rounds());
        json.writeNumberField("seed", settings.seed());
        json.writeArrayFieldStart("contenders");
        for (Comparison comparison : comparisons) {
            for (Contender contender : comparison.contenders()) {
                json.writeStartObject();
                json.writeNumberField("threads", comparison.threads());
                json.writeStringField("name", contender.name());
                json.writeNumberField("jobsPerSecond", comparison.median(contender, Slice::jobsPerSecond));
                json.writeNumberField("speedRatio", comparison.speed(contender));
                json.writeNumberField("cpuMicrosPerJob", comparison.median(contender, Slice::cpuMicrosPerJob));
                json.writeNumberField("cpuRatio", comparison.cpu(contender));
                json.writeNumberField("bytesPerJob", comparison.median(contender, Slice::bytesPerJob));
                json.writeNumberField("bytesAdded", comparison.bytesAdded(contender));
                json.writeNumberField("writesPerJob", comparison.writesPerJob(contender));
                json.writeNumberField("readsPerJob", comparison.readsPerJob(contender));
                json.writeNumberField("serverShare", comparison.median(contender, Slice::serverShare));
                json.writeNumberField("connections", comparison.connections(contender));
                json.writeNumberField("connectionsAfterQuiet", comparison.connectionsAfterQuiet(contender));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("limits");
        for (Limit limit : limits) {
            json.writeStartObject();
            json.writeStringField("what", limit.what());
            json.writeStringField("mustBe", limit.must());
            json.writeStringField("is", limit.measured());
            json.writeBooleanField("held", limit.isHeld());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
