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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameliot.jobsdata.model.OneLine;
import java.io.IOException;

/**
 * The message that gives a job back:
 *
 * <pre>{"thing": "pump-12", "jobId": "ota-7", "executionNumber": 1, "by": "alice", "approved": true, "step": "confirm"}</pre>
 *
 * @param by one line, never blank
 * @param step the name or the position of the step that must be waiting; null for any
 */
record Decision(String thing, String jobId, long executionNumber, String by, boolean approved, String step) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int LONGEST_BY = 100;

    /** @throws IllegalArgumentException when it is no such message */
    static Decision parse(byte[] json) {
        JsonNode message;
        try {
            message = json == null ? JSON.missingNode() : JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("The message is not JSON. An approval must be JSON.");
        }
        JsonNode number = message.path("executionNumber");
        JsonNode approved = message.path("approved");
        if (!number.canConvertToLong() || !number.isIntegralNumber() || number.longValue() < 1) {
            throw missing("executionNumber", "a whole number from 1, because an approval is for one execution");
        }
        if (!approved.isBoolean()) {
            throw missing("approved", "true or false");
        }
        JsonNode step = message.path("step");
        return new Decision(
                text(message, "thing"),
                text(message, "jobId"),
                number.longValue(),
                OneLine.of(text(message, "by"), LONGEST_BY).strip(),
                approved.booleanValue(),
                step.isMissingNode() || step.isNull() ? null : step.asText());
    }

    private static String text(JsonNode message, String name) {
        JsonNode value = message.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw missing(name, "a text");
        }
        return value.textValue();
    }

    private static IllegalArgumentException missing(String name, String what) {
        return new IllegalArgumentException("The approval must have the member '" + name + "' with " + what + ".");
    }

    boolean isOf(Approval shown, String nameOfStep) {
        return step == null || step.equals(Integer.toString(shown.step())) || step.equals(nameOfStep);
    }
}
