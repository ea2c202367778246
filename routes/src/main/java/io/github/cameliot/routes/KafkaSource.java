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
package io.github.cameliot.routes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Adds the options of a Kafka consumer that the template {@code notifications-to-iot-jobs} needs to a source {@code
 * kafka:...} that does not have them: the offset of a record is committed when the worker was woken, and a key of any bytes
 * is read.
 */
final class KafkaSource {

    static final String TEMPLATE = "notifications-to-iot-jobs";

    private static final String SOURCE = "source";
    private static final String BYTES = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
    private static final Map<String, String> OPTIONS = options();

    private KafkaSource() {}

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("groupId", "iot-jobs-workers");
        options.put("isolationLevel", "read_committed");
        options.put("autoOffsetReset", "earliest");
        options.put("autoCommitEnable", "false");
        options.put("allowManualCommit", "true");
        options.put("kafkaManualCommitFactory", "#class:" + OffsetCommits.class.getName());
        options.put("breakOnFirstError", "true");
        // As in kafka-to-iot-jobs-report.
        options.put("pollOnError", "RECONNECT");
        options.put("keyDeserializer", BYTES);
        options.put("valueDeserializer", BYTES);
        return options;
    }

    /** @param route of the template, before its endpoints are made */
    static void complete(RouteDefinition route, CamelContext context) {
        Object source = route.getTemplateParameters().get(SOURCE);
        if (source == null) {
            return; // Camel says that it is required
        }
        String uri = context.resolvePropertyPlaceholders(source.toString());
        if (uri.startsWith("kafka:")) {
            // A new one: the input is an object of the template, which other routes use too. Null first, because Camel
            // refuses a second input.
            route.setInput(null);
            route.setInput(new FromDefinition(completed(uri)));
        }
    }

    static String completed(String uri) {
        StringBuilder completed = new StringBuilder(uri);
        OPTIONS.forEach((name, value) -> {
            if (!Pattern.compile("[?&]" + name + "=").matcher(uri).find()) {
                completed
                        .append(completed.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return completed.toString();
    }
}
