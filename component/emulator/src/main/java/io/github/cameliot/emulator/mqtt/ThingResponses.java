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
package io.github.cameliot.emulator.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.mqtt.ThingRequests.Answer;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Json;
import java.time.Clock;

/**
 * The responses of the operations as messages: as by HTTP, but the job document is JSON, and there are {@code timestamp}
 * and {@code clientToken}.
 *
 * <p>Source: "Jobs device MQTT API operations" and "ErrorResponse", AWS IoT developer guide.
 */
public final class ThingResponses {

    private static final byte[] EMPTY = {};
    private static final int THROTTLED = 429;
    private static final int FAILED = 500;

    private final Clock clock;

    public ThingResponses(Clock clock) {
        this.clock = clock;
    }

    Answer accepted(JobTopic topic, ObjectNode result, String clientToken) {
        withDocument(result);
        if (result.get("execution") instanceof ObjectNode execution) {
            withDocument(execution);
        }
        return Answer.accepted(topic.accepted(), bytes(result, clientToken));
    }

    private static void withDocument(ObjectNode holder) {
        JsonNode document = holder.get("jobDocument");
        if (document != null) {
            holder.set("jobDocument", Json.documentNode(document.textValue()));
        }
    }

    Answer rejected(JobTopic topic, String code, ServiceException refusal, String clientToken) {
        ObjectNode body = error(code, refusal.getMessage());
        if (refusal.state() != null && refusal.type().status() == 409) {
            body.set("executionState", ExecutionJson.state(refusal.state()));
        }
        return new Answer(
                topic.rejected(), bytes(body, clientToken), refusal.type().status());
    }

    private static ObjectNode error(String code, String message) {
        return Json.object().put("code", code).put("message", message);
    }

    private byte[] bytes(ObjectNode body, String clientToken) {
        Json.putSeconds(body, "timestamp", clock.instant());
        Json.putText(body, "clientToken", clientToken);
        return Json.bytes(body);
    }

    /** The response that a fault puts in place of the right one; null for none. */
    Answer ofFault(JobTopic topic, FaultKind kind) {
        return switch (kind) {
            case THROTTLE -> failed(topic, "RequestThrottled", THROTTLED);
            case UNAVAILABLE -> failed(topic, "InternalError", FAILED);
            case ERROR_BODY ->
                Answer.accepted(topic.accepted(), bytes(error("InternalError", "Failed (fault plan)"), null));
            case EMPTY_BODY -> Answer.accepted(topic.accepted(), EMPTY);
            case DROP, RESET, FORBIDDEN, INVALID_CERTIFICATE, LATENCY, NO_DATE, STALE_NEXT, FINISHED_NEXT -> null;
        };
    }

    private Answer failed(JobTopic topic, String code, int status) {
        return new Answer(topic.rejected(), bytes(error(code, "Failed (fault plan)"), null), status);
    }
}
