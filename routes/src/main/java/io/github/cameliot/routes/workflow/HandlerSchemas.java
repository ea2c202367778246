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
package io.github.cameliot.routes.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.InputStreamSource;
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.routes.ExactJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The schemas in a folder, one for each handler: {@code <folder>/<handler>.json}. A handler without a schema takes any input.
 * A schema is read once and must be complete: a {@code $ref} to another place is refused.
 */
final class HandlerSchemas {

    private static final int MOST_FAULTS = 5;
    private static final int LONGEST_FAULT = 200;

    /** Messages in English, whatever the locale of the machine: status details contain them. */
    private static final SchemaValidatorsConfig ENGLISH = SchemaValidatorsConfig.builder()
            .locale(Locale.ENGLISH)
            .pathType(PathType.LEGACY)
            .build();

    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(address -> {
                // Those of the standard are in the library.
                return address.toString().startsWith("classpath:") ? null : refused(address.toString());
            })));

    private final String folder;
    private final Map<String, Optional<JsonSchema>> schemas = new ConcurrentHashMap<>();

    /** @param folder as in {@code classpath:schemas} or {@code file:/etc/schemas} */
    HandlerSchemas(String folder) {
        this.folder = folder.endsWith("/") ? folder : folder + "/";
    }

    private static InputStreamSource refused(String address) {
        return () -> {
            throw new IOException("A schema of a handler must be complete: " + address + " is not read");
        };
    }

    /**
     * @param handler a name that was looked up
     * @throws JobRejectedException saying where the input does not fit, and why
     */
    void check(CamelContext context, String handler, Step step) {
        Optional<JsonSchema> schema = schemas.computeIfAbsent(handler, name -> read(context, name));
        if (schema.isEmpty()) {
            return;
        }
        Set<ValidationMessage> faults = schema.get().validate(json(step.input()));
        if (!faults.isEmpty()) {
            throw new JobRejectedException("Step " + step.index() + " (" + step.location()
                    + "): its input does not fit the schema of the handler " + handler + ": "
                    + faults.stream()
                            .limit(MOST_FAULTS)
                            .map(fault -> OneLine.of(fault.getMessage(), LONGEST_FAULT))
                            .collect(Collectors.joining("; ")));
        }
    }

    private Optional<JsonSchema> read(CamelContext context, String handler) {
        String address = folder + handler + ".json";
        Resource resource = ResourceHelper.resolveResource(context, address);
        if (resource == null || !resource.exists()) {
            return Optional.empty();
        }
        try (InputStream in = resource.getInputStream()) {
            JsonSchema schema = factory.getSchema(in, ENGLISH);
            schema.initializeValidators(); // so that a reference to another place is found out now
            return Optional.of(schema);
        } catch (IOException | RuntimeException e) {
            throw new WorkflowFailedException(
                    "The schema " + address + " cannot be read: "
                            + OneLine.of(String.valueOf(e.getMessage()), LONGEST_FAULT) + ". No step was run.",
                    e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return ExactJson.parse(text);
        } catch (IOException e) {
            throw new IllegalStateException("What was read once is JSON", e);
        }
    }
}
