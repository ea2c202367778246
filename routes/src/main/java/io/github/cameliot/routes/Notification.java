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
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a notification says about a thing: a message of {@code notify-next} or {@code notify}, a job execution event, or the
 * thing alone.
 *
 * @param thing null if it names none
 * @param isQueueEmpty only if that is certain: one poll too many costs a read, one too few delays a job until the sweep
 */
record Notification(String thing, boolean isQueueEmpty) {

    private static final Pattern THING = Pattern.compile("[a-zA-Z0-9:_-]{1,128}");
    private static final int PARTS_OF_AN_ARN = 6;

    /** What an AWS IoT rule adds to a message, so that it names its thing. */
    private static final Set<String> OF_A_RULE = Set.of("thing", "thingName", "topic");

    /** What is present and empty in a message of an empty queue. */
    private static final Set<String> LISTS = Set.of("execution", "jobs");

    /**
     * @param json without its envelopes; a missing node if it could not be read
     * @param origin names the thing if the JSON does not
     */
    static Notification of(JsonNode json, NotificationOrigin origin) {
        JobsTopic named = JobsTopic.in(json.path("topic").textValue());
        JobsTopic topic = named == null ? origin.topic() : named;
        Stream<String> inValue = Stream.of(
                name(json.path("thing")),
                name(json.path("thingName")),
                inArn(json.path("thingArn").asText()),
                name(json.path("execution").path("thingName")));
        String thing = Stream.concat(
                        Stream.concat(inValue, Stream.ofNullable(topic).map(JobsTopic::thing)), origin.names().stream())
                .filter(name -> THING.matcher(name).matches())
                .findFirst()
                .orElse(null);
        boolean isNotifyNext = topic == null
                ? json.size() == 1
                : topic.isNotifyNext() && topic.thing().equals(thing);
        return new Notification(thing, isOfAnEmptyQueue(json, isNotifyNext));
    }

    /** Whether it names its thing itself, so that nothing in it is looked at as an envelope. */
    static boolean namesAThing(JsonNode json) {
        return Stream.of("thing", "thingName", "thingArn").anyMatch(json::hasNonNull);
    }

    /**
     * A timestamp, besides which each member is empty. Without {@code execution} or {@code jobs} it must be a message of
     * {@code notify-next}: {@code {"thing":"pump-12","timestamp":1}} may be anybody's way to say that the thing has a job.
     *
     * @param isNotifyNext by its topic; a timestamp without any other member needs none
     */
    private static boolean isOfAnEmptyQueue(JsonNode json, boolean isNotifyNext) {
        if (!json.path("timestamp").isNumber()) {
            return false;
        }
        boolean hasLists = LISTS.stream().anyMatch(json::has);
        return (hasLists || isNotifyNext)
                && json.properties().stream().allMatch(member -> isOfAnEmptyQueue(member.getKey(), member.getValue()));
    }

    private static boolean isOfAnEmptyQueue(String member, JsonNode value) {
        return member.equals("timestamp")
                || OF_A_RULE.contains(member)
                || (LISTS.contains(member) && value.isContainerNode() && value.isEmpty());
    }

    /** A text, or a whole number, which a careless sender writes for a name of digits. */
    private static String name(JsonNode value) {
        return value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
    }

    /**
     * The name at the end of an ARN of AWS IoT, or of a part of one. The sample of the developer guide ends in {@code
     * myThing/<name>}, events that users have shown in {@code thing/<name>}. A name may contain colons, but no slash.
     */
    private static String inArn(String arn) {
        String resource = arn;
        if (arn.startsWith("arn:")) {
            String[] parts = arn.split(":", PARTS_OF_AN_ARN);
            boolean isOfIot = parts.length == PARTS_OF_AN_ARN && Objects.equals(parts[2], "iot");
            resource = isOfIot ? parts[PARTS_OF_AN_ARN - 1] : "";
        }
        return resource.substring(resource.lastIndexOf('/') + 1);
    }
}
