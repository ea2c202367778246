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
package io.github.cameliot.emulator.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/** Reads and writes JSON. */
public final class Json {

    private static final int DEEPEST = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * A job document as part of another JSON text. A document that is not JSON becomes a string; inferred, because AWS
     * takes only JSON.
     */
    public static JsonNode documentNode(String document) {
        try {
            JsonNode node = MAPPER.readTree(document);
            return node == null || node.isMissingNode() ? JsonNodeFactory.instance.textNode(document) : node;
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(document);
        }
    }

    public static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes could not be written", e);
        }
    }

    /** Whole seconds, as in the data plane; null leaves the member out. */
    public static void putSeconds(ObjectNode node, String name, Instant at) {
        if (at != null) {
            node.put(name, at.getEpochSecond());
        }
    }

    /** Seconds with a fraction, as in the control plane; null leaves the member out. */
    public static void putTimestamp(ObjectNode node, String name, Instant at) {
        if (at != null) {
            node.put(name, BigDecimal.valueOf(at.toEpochMilli(), 3));
        }
    }

    /** Null leaves the member out. */
    public static void putText(ObjectNode node, String name, String text) {
        if (text != null) {
            node.put(name, text);
        }
    }
}
