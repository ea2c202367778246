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
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads JSON in UTF-8 that fits a schema of this package, or throws an {@link UnusableRecordException} that says why not. */
final class JsonRecords {

    private static final int MOST_FAULTS = 5;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonSchema schema;

    /** @param schemaFile a resource beside this class */
    JsonRecords(String schemaFile) {
        try (InputStream in = JsonRecords.class.getResourceAsStream(schemaFile)) {
            schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param value of a record, null for a tombstone
     * @throws UnusableRecordException when there is no value, or it is not JSON or does not fit the schema
     */
    JsonNode read(byte[] value) {
        if (value == null) {
            throw new UnusableRecordException(DeadLetterReason.NO_VALUE, "the record has no value", null);
        }
        JsonNode json = parse(value);
        Set<ValidationMessage> faults = schema.validate(json);
        if (!faults.isEmpty()) {
            // Where and what was expected: these messages do not show the value.
            throw new UnusableRecordException(
                    DeadLetterReason.NOT_VALID,
                    faults.stream()
                            .limit(MOST_FAULTS)
                            .map(ValidationMessage::getMessage)
                            .collect(Collectors.joining("; ")),
                    null);
        }
        return json;
    }

    private static JsonNode parse(byte[] value) {
        try {
            // Strictly: Jackson would guess UTF-16 and UTF-32 as well.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            JsonNode json = MAPPER.readTree(text);
            if (json.isMissingNode()) {
                throw new UnusableRecordException(DeadLetterReason.NOT_JSON, "the value is empty", null);
            }
            return json;
        } catch (CharacterCodingException e) {
            throw new UnusableRecordException(DeadLetterReason.NOT_JSON, "the value is not UTF-8", e);
        } catch (JsonProcessingException e) {
            // Its message would quote the value.
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new UnusableRecordException(DeadLetterReason.NOT_JSON, "the value is not JSON" + where, null);
        }
    }
}
