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
package io.github.cameliot.benchmarks.start;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.cameliot.benchmarks.start.Measurement.Variant;
import io.github.cameliot.benchmarks.start.StartedApp.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The medians as a table, and as a file for programs. */
record Report(Settings settings, List<Jvm> jvms, Measurement measurement) {

    /** The CPU time in milliseconds that a route of the component may add until the context is started. */
    private static final int MOST_ADDED = 150;

    void print(PrintStream out) {
        out.printf(
                "%n%-38s %12s %14s %12s %14s%n",
                "medians, ms", "wall:started", "first claim", "CPU:started", "first claim");
        for (Variant variant : measurement.variants()) {
            boolean claims = variant.source().claims();
            out.printf(
                    Locale.ROOT,
                    "%-38s %12.0f %14s %12.0f %14s%n",
                    variant.name(),
                    startedWall(variant),
                    claims ? text(firstWall(variant)) : "-",
                    startedCpu(variant),
                    claims ? text(firstCpu(variant)) : "-");
        }
        out.printf(
                "%nthe component adds to camel-main's start (CPU, iot-jobs-data minus timer, until started): under "
                        + "%d ms%n",
                MOST_ADDED);
        for (Jvm jvm : jvms) {
            out.printf("%-38s %9s ms  %s%n", jvm.name(), text(added(jvm)), isHeld(jvm) ? "held" : "NOT HELD");
        }
        out.println("of this, the part that it adds to an application that builds an SDK client by hand");
        for (Jvm jvm : jvms) {
            out.printf("%-38s %9s ms%n", jvm.name(), text(addedToClient(jvm)));
        }
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private double startedWall(Variant variant) {
        return measurement.median(variant, start -> start.started().wall());
    }

    private double startedCpu(Variant variant) {
        return measurement.median(variant, start -> start.started().cpu());
    }

    private double firstWall(Variant variant) {
        return measurement.median(variant, start -> start.first().wall());
    }

    private double firstCpu(Variant variant) {
        return measurement.median(variant, start -> start.first().cpu());
    }

    private double added(Jvm jvm) {
        return measurement.added(jvm, Source.TIMER, start -> start.started().cpu());
    }

    private double addedToClient(Jvm jvm) {
        return measurement.added(jvm, Source.SDK, start -> start.started().cpu());
    }

    private boolean isHeld(Jvm jvm) {
        return added(jvm) < MOST_ADDED;
    }

    /** @return the file */
    Path write() throws IOException {
        Path file = settings.folder().resolve("result.json");
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
            json.useDefaultPrettyPrinter();
            write(json);
        }
        return file;
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("java", System.getProperty("java.vm.version"));
        json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
        json.writeNumberField("rounds", settings.rounds());
        json.writeNumberField("seed", settings.seed());
        json.writeArrayFieldStart("variants");
        for (Variant variant : measurement.variants()) {
            json.writeStartObject();
            json.writeStringField("jvm", variant.jvm().name());
            json.writeStringField("source", variant.source().toString());
            json.writeNumberField("wallMillisToStarted", startedWall(variant));
            json.writeNumberField("wallMillisToFirstExchange", firstWall(variant));
            json.writeNumberField("cpuMillisToStarted", startedCpu(variant));
            json.writeNumberField("cpuMillisToFirstExchange", firstCpu(variant));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("limits");
        for (Jvm jvm : jvms) {
            json.writeStartObject();
            json.writeStringField("jvm", jvm.name());
            json.writeNumberField("cpuMillisAddedMustBeUnder", MOST_ADDED);
            json.writeNumberField("cpuMillisAdded", added(jvm));
            json.writeNumberField("cpuMillisAddedToSdkClient", addedToClient(jvm));
            json.writeBooleanField("held", isHeld(jvm));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
