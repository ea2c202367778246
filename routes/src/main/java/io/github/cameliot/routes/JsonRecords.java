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

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the JSON of a record that fits a schema of this package, or throws an {@link UnusableRecordException} that says why not. */
final class JsonRecords {

    private static final int MOST_FAULTS = 5;

    /** Messages in English, whatever the locale of the machine: dead letters contain them. */
    private static final SchemaValidatorsConfig ENGLISH = SchemaValidatorsConfig.builder()
            .locale(Locale.ENGLISH)
            .pathType(PathType.LEGACY)
            .build();

    private final JsonSchema schema;
    private final RecordValue value;

    /** @param schemaFile a resource beside this class */
    JsonRecords(String schemaFile, RecordValue value) {
        this.value = value;
        try (InputStream in = JsonRecords.class.getResourceAsStream(schemaFile)) {
            schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in, ENGLISH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param bytes the value of a record, null for a tombstone
     * @throws UnusableRecordException when there is no value, or it is not JSON or does not fit the schema
     */
    JsonNode read(byte[] bytes) {
        if (bytes == null) {
            throw new UnusableRecordException(DeadLetterReason.NO_VALUE, "the record has no value", null);
        }
        JsonNode json = value.read(bytes);
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
}
