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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the value of a record as JSON; recognises a byte order mark, Kafka Connect and schema registries. */
final class RecordValue {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int REGISTRY_PREFIX = 5;
    private static final int GLUE_PREFIX = 18;

    private final Envelope envelope;
    private final Set<String> wholeNumbers;

    /** @param wholeNumbers the members, or members of members, that are whole numbers and may be written as text */
    RecordValue(Envelope envelope, Set<String> wholeNumbers) {
        this.envelope = envelope;
        this.wholeNumbers = wholeNumbers;
    }

    /**
     * The JSON without its envelope. A member that is null counts as one that is not there, and a whole number may be text.
     *
     * @throws UnusableRecordException for a value that is not JSON, or is wrapped in something
     */
    JsonNode read(byte[] value) {
        JsonNode json = unwrapped(parse(value));
        if (json instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
            numbers(object, true);
        }
        return json;
    }

    private JsonNode unwrapped(JsonNode json) {
        boolean isWrapped = json.isObject() && json.size() == 2 && json.has("schema") && json.has("payload");
        if (!isWrapped) {
            return json;
        }
        if (envelope == Envelope.none) {
            throw new UnusableRecordException(
                    DeadLetterReason.NOT_VALID,
                    "the value is an envelope of Kafka Connect (schema and payload). Set envelope=connect, or"
                            + " schemas.enable=false in the converter",
                    null);
        }
        if (json.get("payload").isNull()) {
            throw new UnusableRecordException(
                    DeadLetterReason.NO_VALUE, "the envelope of Kafka Connect has no payload", null);
        }
        return json.get("payload");
    }

    private void numbers(ObjectNode object, boolean deep) {
        object.properties().forEach(member -> {
            if (!wholeNumbers.contains(member.getKey())) {
                return;
            }
            JsonNode value = member.getValue();
            if (value.isTextual() && WHOLE_NUMBER.matcher(value.textValue()).matches()) {
                member.setValue(JsonNodeFactory.instance.numberNode(Long.parseLong(value.textValue())));
            } else if (deep && value instanceof ObjectNode inner) {
                numbers(inner, false);
            }
        });
    }

    /**
     * The JSON of these bytes as it is, with its envelope and what is null.
     *
     * @throws UnusableRecordException for anything but one JSON value in UTF-8
     */
    static JsonNode parse(byte[] value) {
        refuseFrames(value);
        try {
            // Strictly: Jackson would guess UTF-16 and UTF-32 as well.
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            throw notJson("the value is not UTF-8", e);
        }
    }

    /** The same of a text. */
    static JsonNode parse(String text) {
        try {
            JsonNode json = ExactJson.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (json.isMissingNode()) {
                throw notJson("the value is empty", null);
            }
            return json;
        } catch (JsonProcessingException e) {
            // Its message would quote the value.
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw notJson("the value is not JSON" + where, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text has none
        }
    }

    /** No JSON begins with these bytes. */
    private static void refuseFrames(byte[] value) {
        if (value.length >= REGISTRY_PREFIX && value[0] == 0) {
            throw notJson(
                    "the value was written by a serializer of a schema registry (magic byte 0, schema "
                            + Integer.toUnsignedString(
                                    ByteBuffer.wrap(value, 1, 4).getInt())
                            + "). Write plain JSON, as with Kafka's StringSerializer",
                    null);
        }
        if (value.length >= GLUE_PREFIX && value[0] == 3 && (value[1] == 0 || value[1] == 5)) {
            throw notJson(
                    "the value was written by a serializer of the AWS Glue Schema Registry (header byte 3). Write plain"
                            + " JSON, as with Kafka's StringSerializer",
                    null);
        }
    }

    private static UnusableRecordException notJson(String message, Throwable cause) {
        return new UnusableRecordException(DeadLetterReason.NOT_JSON, message, cause);
    }
}
