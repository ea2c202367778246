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
package io.github.cameliot.routes.workflow.handler;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.jobsdata.JobRejectedException;
import java.util.Optional;

/**
 * The place of a URL in a job document: the first argument of a step, or the place of a pointer, as one text or in parts
 * ({@code protocol} with or without its colon, {@code host}, {@code path} with or without its slash).
 */
final class DocumentUrl {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DocumentUrl() {}

    /** The URL of a step, from 1; the one after the last is the final step. Empty if there is none. */
    static Optional<String> ofStep(String document, int index) {
        JsonNode root = read(document);
        JsonNode steps = root.path("steps");
        JsonNode step = index == steps.size() + 1 ? root.path("finalStep") : steps.path(index - 1);
        JsonNode url = step.path("action").path("input").path("args").path(0);
        return url.isTextual() ? Optional.of(url.textValue()) : Optional.empty();
    }

    /** The URL at that place. Empty if there is none. */
    static Optional<String> at(String document, JsonPointer pointer) {
        JsonNode url = read(document).at(pointer);
        if (url.isObject()) {
            return Optional.of(joined(url));
        }
        return url.isTextual() ? Optional.of(url.textValue()) : Optional.empty();
    }

    private static String joined(JsonNode parts) {
        String protocol = text(parts, "protocol");
        String path = text(parts, "path");
        return (protocol.endsWith(":") ? protocol : protocol + ":") + "//" + text(parts, "host")
                + (path.startsWith("/") ? path : "/" + path);
    }

    private static String text(JsonNode parts, String name) {
        JsonNode part = parts.path(name);
        if (!part.isTextual()) {
            throw new JobRejectedException("The URL in the job document has no text member '" + name
                    + "'. Write one URL as text, or an object with protocol, host and path.");
        }
        return part.textValue();
    }

    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new JobRejectedException("The job document is not JSON.");
        }
    }
}
