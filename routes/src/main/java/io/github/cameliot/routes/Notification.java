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
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a record says about a thing: a message of {@code notify-next} or {@code notify}, a job execution event, or the
 * thing alone.
 *
 * @param thing null if it names none
 * @param isQueueEmpty only if that is certain: one poll too many costs a read, one too few delays a job until the sweep
 */
record Notification(String thing, boolean isQueueEmpty) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern THING = Pattern.compile("[a-zA-Z0-9:_-]{1,128}");
    private static final String IN_ARN = ":thing/";
    private static final int PARTS_OF_AN_ARN = 6;

    /** All that the messages of an empty queue have, and what a rule adds. */
    private static final Set<String> OF_AN_EMPTY_QUEUE = Set.of("timestamp", "execution", "jobs", "thing");

    /** @param key the thing, where the value names none; null for none */
    static Notification of(byte[] value, byte[] key) {
        JsonNode json = read(value);
        String thing = Stream.of(text(json, "thing"), inArn(text(json, "thingArn")), text(key))
                .filter(name -> THING.matcher(name).matches())
                .findFirst()
                .orElse(null);
        return new Notification(thing, isOfAnEmptyQueue(json));
    }

    private static boolean isOfAnEmptyQueue(JsonNode json) {
        return json.has("timestamp")
                && json.path("execution").isEmpty()
                && json.path("jobs").isEmpty()
                && json.properties().stream().allMatch(member -> OF_AN_EMPTY_QUEUE.contains(member.getKey()));
    }

    /** The name at the end of an ARN; the sample of the developer guide has no {@code thing/} before it. */
    private static String inArn(String arn) {
        int at = arn.indexOf(IN_ARN);
        if (at >= 0) {
            return arn.substring(at + IN_ARN.length());
        }
        String[] parts = arn.split(":", PARTS_OF_AN_ARN);
        return parts.length == PARTS_OF_AN_ARN ? parts[PARTS_OF_AN_ARN - 1] : "";
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).asText("");
    }

    private static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    private static JsonNode read(byte[] value) {
        try {
            return value == null ? MAPPER.missingNode() : MAPPER.readTree(value);
        } catch (IOException e) {
            return MAPPER.missingNode(); // the key may name the thing all the same
        }
    }
}
