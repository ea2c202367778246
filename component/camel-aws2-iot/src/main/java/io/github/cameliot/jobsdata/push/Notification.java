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
 * What the payload of a notification says about the queue of its thing. Its job document is not read: a job is claimed
 * from the service as after any poll.
 *
 * <p>Source: AWS IoT developer guide, "Jobs device MQTT API", Notify and NotifyNext. With an empty queue, {@code
 * notify-next} carries a timestamp alone, and {@code notify} an empty {@code jobs} (seen on the service by others).
 */
enum Notification {
    /** At least one job is pending. */
    JOB,
    /** No job is pending. */
    NOTHING,
    /** It is no notification. */
    MEANINGLESS;

    private static final JsonFactory JSON = new JsonFactory();

    static Notification of(byte[] payload) {
        if (payload == null) {
            return MEANINGLESS;
        }
        try (JsonParser json = JSON.createParser(payload)) {
            return json.nextToken() == JsonToken.START_OBJECT ? members(json) : MEANINGLESS;
        } catch (IOException e) {
            return MEANINGLESS;
        }
    }

    private static Notification members(JsonParser json) throws IOException {
        Notification result = NOTHING;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("execution")) {
                result = result.and(execution(json, value));
            } else if (name.equals("jobs")) {
                result = result.and(jobs(json, value));
            } else {
                json.skipChildren();
            }
        }
        return result;
    }

    private Notification and(Notification other) {
        return this == MEANINGLESS || other == NOTHING ? this : other;
    }

    private static Notification execution(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return NOTHING;
        }
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return MEANINGLESS;
        }
        return isFilled(json) ? JOB : NOTHING;
    }

    /** The lists of pending jobs, by status. */
    private static Notification jobs(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return MEANINGLESS;
        }
        Notification result = NOTHING;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                result = MEANINGLESS;
            } else if (isFilled(json)) {
                result = result.and(JOB);
            }
        }
        return result;
    }

    /** Whether this object or array has a member. Reads to its end. */
    private static boolean isFilled(JsonParser json) throws IOException {
        boolean filled = false;
        for (JsonToken next = json.nextToken(); next != null && !next.isStructEnd(); next = json.nextToken()) {
            filled = true;
            json.skipChildren();
        }
        return filled;
    }
}
