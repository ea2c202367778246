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
package io.github.cameliot.example.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameliot.routes.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the orchestrators have published. */
record Rollouts(List<JsonNode> records) {

    static final String TOPIC = "rollouts";

    private static final JsonMapper JSON = new JsonMapper();

    static Rollouts in(Topics topics) {
        return new Rollouts(topics.all(TOPIC).stream().map(Rollouts::json).toList());
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> written) {
        try {
            return JSON.readTree(written.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RELEASED, STOPPED or REFUSED; empty while the rollout is not over. */
    String end(String release) {
        return records.stream()
                .filter(r -> r.path("release").asText().equals(release) && r.has("end"))
                .map(r -> r.path("end").asText())
                .findFirst()
                .orElse("");
    }

    /** The verdicts on a ring: more than one where it was published again. */
    List<JsonNode> verdicts(String release, String ring) {
        return records.stream()
                .filter(r -> r.path("release").asText().equals(release)
                        && r.path("ring").asText().equals(ring))
                .map(r -> r.path("verdict"))
                .toList();
    }
}
