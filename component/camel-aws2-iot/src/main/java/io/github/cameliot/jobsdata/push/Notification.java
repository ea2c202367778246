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
package io.github.cameliot.jobsdata.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What the payload of a notification says about the queue of its thing. Its job document is not used: a job is claimed
 * from the service as after any poll. So what is not understood counts as a job, because a poll in vain is cheap.
 *
 * <p>Source: AWS IoT developer guide, "Jobs device MQTT API", Notify and NotifyNext. With an empty queue, {@code
 * notify-next} carries a timestamp alone, and {@code notify} an empty {@code jobs} (seen on the service by others).
 */
enum Notification {
    /** A job is pending, or may be. */
    JOB,
    /** No job is pending. */
    NOTHING;

    private static final JsonFactory JSON = new JsonFactory();

    static Notification of(byte[] payload) {
        if (payload == null) {
            return JOB;
        }
        try (JsonParser json = JSON.createParser(payload)) {
            return json.nextToken() == JsonToken.START_OBJECT && isEmpty(json) ? NOTHING : JOB;
        } catch (IOException e) {
            // No JSON, or more than the parser reads, such as a number of over 1000 digits in the job document.
            return JOB;
        }
    }

    private static boolean isEmpty(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            boolean mayHaveJob =
                    switch (name) {
                        case "execution" -> value != JsonToken.VALUE_NULL && !isEmpty(json, JsonToken.START_OBJECT);
                        case "jobs" -> value != JsonToken.START_OBJECT || !areEmpty(json);
                        default -> false;
                    };
            if (mayHaveJob) {
                return false;
            }
            json.skipChildren();
        }
        return true;
    }

    /** The lists of pending jobs, by status. */
    private static boolean areEmpty(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            json.nextToken();
            if (!isEmpty(json, JsonToken.START_ARRAY)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the parser is at a value of this kind without members. Then reads it. */
    private static boolean isEmpty(JsonParser json, JsonToken kind) throws IOException {
        return json.currentToken() == kind && json.nextToken().isStructEnd();
    }
}
