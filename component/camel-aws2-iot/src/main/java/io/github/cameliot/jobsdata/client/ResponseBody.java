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
package io.github.cameliot.jobsdata.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads bodies that the SDK does not read: an error instead of a result, and the state in a conflict. A body comes from
 * the server at the endpoint, which may not be AWS. So reading it takes only one pass over its bytes, however deep or
 * long it is.
 */
final class ResponseBody {

    /** The largest body that is read. A job document has at most 32,768 characters; escaped, they are under 200 KB. */
    static final int MOST_BYTES = 1 << 20;

    private static final int LONGEST = 200;
    private static final Set<String> RESULT =
            Set.of("execution", "executionState", "jobDocument", "inProgressJobs", "queuedJobs");
    private static final Set<String> ERROR =
            Set.of("message", "__type", "code", "error", "errors", "errormessage", "errortype", "errorcode");

    /** Reuses nothing from one body to the next: neither names nor buffers. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNameLength(1_024)
                    .maxNumberLength(100)
                    .maxStringLength(MOST_BYTES)
                    .build())
            .build();

    private ResponseBody() {}

    /**
     * The error in a body, or why the body cannot be a result.
     *
     * @return null if it is a result; never a part of a job document
     */
    static String error(byte[] body) {
        if (body.length > MOST_BYTES) {
            return "more than " + MOST_BYTES + " bytes";
        }
        String start = start(body);
        if (start.isEmpty()) {
            return null;
        }
        boolean error = false;
        boolean result = false;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "JSON that is not an object";
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                result |= RESULT.contains(name);
                error |= ERROR.contains(name.toLowerCase(Locale.ROOT));
                json.nextToken();
                json.skipChildren();
            }
        } catch (IOException e) {
            // Broken JSON may be a result whose end is missing, with its job document.
            return start.startsWith("{") ? "broken JSON" : start;
        }
        return error && !result ? start : null;
    }

    /**
     * The member {@code executionState} of a conflict's body.
     *
     * @return null if the body has none that can be read
     */
    static ExecutionState executionState(byte[] body) {
        if (body.length > MOST_BYTES) {
            return null;
        }
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            ExecutionState found = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals("executionState");
                if (json.nextToken() == JsonToken.START_OBJECT && wanted) {
                    found = readState(json);
                } else {
                    json.skipChildren();
                }
            }
            return found;
        } catch (IOException | NumberFormatException e) {
            return null; // not JSON, or not of the shape
        }
    }

    private static ExecutionState readState(JsonParser json) throws IOException {
        String status = null;
        long version = 0;
        Map<String, String> details = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("status") && isPresent(value)) {
                status = json.getText();
            } else if (name.equals("versionNumber") && isPresent(value)) {
                version = Long.parseLong(json.getText());
            } else if (name.equals("statusDetails") && value == JsonToken.START_OBJECT) {
                details = readDetails(json);
            } else {
                json.skipChildren();
            }
        }
        return new ExecutionState(ExecutionStatus.of(status), details, version);
    }

    private static Map<String, String> readDetails(JsonParser json) throws IOException {
        Map<String, String> details = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (isPresent(json.nextToken())) {
                details.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return details;
    }

    private static boolean isPresent(JsonToken value) {
        return value.isScalarValue() && value != JsonToken.VALUE_NULL;
    }

    /** The first characters, without leading and trailing white space. */
    private static String start(byte[] body) {
        // UTF-8 needs at most four bytes for a character.
        String text = new String(body, 0, Math.min(body.length, 4 * LONGEST), StandardCharsets.UTF_8).strip();
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
