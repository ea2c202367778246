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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The result as JSON, with the figures of each round. */
final class ResultFile {

    private ResultFile() {}

    static void write(Result result) throws IOException {
        try (Writer file = Files.newBufferedWriter(result.settings().folder().resolve("result.json"));
                JsonGenerator json = new JsonFactory().createGenerator(file).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField(
                    "jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
            json.writeNumberField("cpus", Runtime.getRuntime().availableProcessors());
            json.writeNumberField("rounds", result.settings().rounds());
            json.writeNumberField("seed", result.settings().seed());
            json.writeArrayFieldStart("figures");
            for (Operation operation : Operation.values()) {
                for (Variant variant : Variant.of(operation)) {
                    figure(json, result, operation, variant);
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("limits");
            for (Limit limit : Limit.of(result)) {
                limit(json, limit);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void figure(JsonGenerator json, Result result, Operation operation, Variant variant)
            throws IOException {
        List<Round> rounds = result.of(operation).toList();
        json.writeStartObject();
        json.writeStringField("operation", operation.name());
        json.writeStringField("caller", variant.caller().name());
        json.writeBooleanField("route", variant.route());
        json.writeBooleanField("jmx", variant.setting().isJmx());
        json.writeBooleanField("pooled", variant.setting().isPooled());
        cost(json, "cost", result.cost(operation, variant));
        cost(json, "added", result.added(operation, variant));
        perRound(json, "addedCpuMicrosByRound", rounds, r -> r.added(variant).cpuMicros());
        perRound(json, "addedBytesByRound", rounds, r -> r.added(variant).bytes());
        json.writeEndObject();
    }

    private static void cost(JsonGenerator json, String name, Cost cost) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("cpuMicros", cost.cpuMicros());
        json.writeNumberField("bytes", cost.bytes());
        json.writeEndObject();
    }

    private static void perRound(JsonGenerator json, String name, List<Round> rounds, ToDoubleFunction<Round> figure)
            throws IOException {
        json.writeFieldName(name);
        double[] figures = rounds.stream().mapToDouble(figure).toArray();
        json.writeArray(figures, 0, figures.length);
    }

    private static void limit(JsonGenerator json, Limit limit) throws IOException {
        json.writeStartObject();
        json.writeStringField("operation", limit.operation().name());
        json.writeStringField("caller", limit.caller().name());
        json.writeNumberField("bytes", limit.bytes());
        json.writeNumberField("mostBytes", Limit.MOST_BYTES);
        json.writeNumberField("timesSqs", limit.timesSqs());
        json.writeNumberField("mostTimesSqs", Limit.MOST_TIMES_SQS);
        json.writeBooleanField("held", limit.isHeld());
        json.writeEndObject();
    }
}
