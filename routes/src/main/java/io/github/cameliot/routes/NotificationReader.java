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
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;

/**
 * Reads the notifications in the body of a message: one, or several in a list, without the envelopes of SNS, SQS,
 * EventBridge and Kafka Connect.
 *
 * <p>Source of the envelopes: "Amazon SNS message and JSON formats" in the SNS developer guide, "Using Lambda with Amazon
 * SQS" in the Lambda developer guide, "Events in Amazon EventBridge" in the EventBridge user guide.
 */
final class NotificationReader {

    /** More than SNS in SQS in a list in EventBridge. */
    private static final int MOST_ENVELOPES = 8;

    /** @param fault why it cannot be read; null if it was */
    record Part(JsonNode json, UnusableRecordException fault) {}

    private final List<Part> parts = new ArrayList<>();

    private NotificationReader() {}

    /** @return at least one part; never throws */
    static List<Part> read(Message message) {
        NotificationReader reader = new NotificationReader();
        try {
            reader.open(NotificationBody.read(message), MOST_ENVELOPES);
        } catch (UnusableRecordException e) {
            reader.unreadable(e);
        }
        if (reader.parts.isEmpty()) {
            reader.parts.add(new Part(MissingNode.getInstance(), null));
        }
        return reader.parts;
    }

    private void open(JsonNode json, int deeper) {
        JsonNode inner = inner(json);
        if (deeper == 0 && (inner != null || !json.isObject())) {
            unreadable(notJson("there are more than " + MOST_ENVELOPES + " envelopes or lists in one another"));
        } else if (inner != null) {
            open(inner, deeper - 1);
        } else if (json.isArray()) {
            json.forEach(each -> open(each, deeper - 1));
        } else if (json.isTextual() || json.isBinary()) {
            parse(json, deeper - 1);
        } else {
            parts.add(new Part(json, null));
        }
    }

    private void parse(JsonNode text, int deeper) {
        try {
            open(
                    text.isTextual() ? RecordValue.parse(text.textValue()) : RecordValue.parse(text.binaryValue()),
                    deeper);
        } catch (UnusableRecordException e) {
            unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a node has none
        }
    }

    private void unreadable(UnusableRecordException fault) {
        parts.add(new Part(MissingNode.getInstance(), fault));
    }

    /** What is in an envelope; null for what is none. */
    private static JsonNode inner(JsonNode json) {
        if (!json.isObject() || Notification.namesAThing(json)) {
            return null;
        }
        if (json.path("Records").isArray()) {
            return json.get("Records");
        }
        if (json.path("Sns").isObject()) {
            return json.get("Sns");
        }
        if (json.path("Message").isTextual() && isText(json, "Type", "Notification")) {
            return json.get("Message");
        }
        if (json.path("detail").isObject() && json.has("detail-type")) {
            return json.get("detail");
        }
        if (json.path("body").isTextual() && isText(json, "eventSource", "aws:sqs")) {
            return json.get("body");
        }
        boolean isOfConnect = json.size() == 2 && json.has("schema") && json.has("payload");
        return isOfConnect ? json.get("payload") : null;
    }

    private static boolean isText(JsonNode json, String member, String text) {
        return text.equals(json.path(member).textValue());
    }

    private static UnusableRecordException notJson(String message) {
        return new UnusableRecordException(DeadLetterReason.NOT_JSON, message, null);
    }
}
