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

import java.util.List;
import java.util.Locale;
import org.apache.camel.Message;

/**
 * Removes headers that would control the calls or the dead letter, which a record must not do. camel-kafka removes them too,
 * unless it has another header filter strategy.
 */
final class RecordHeaders {

    private static final String STEERING = "camelawsiotjobs";

    private static final List<String> STEERING_KAFKA =
            List.of(KafkaHeaders.OVERRIDE_TOPIC, KafkaHeaders.PARTITION_KEY, KafkaHeaders.OVERRIDE_TIMESTAMP);

    private RecordHeaders() {}

    static void removeSteering(Message message) {
        message.getHeaders().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT)
                .startsWith(STEERING));
        STEERING_KAFKA.forEach(message::removeHeader);
    }
}
