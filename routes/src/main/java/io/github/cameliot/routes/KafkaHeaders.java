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

import org.apache.camel.component.kafka.KafkaConstants;

/**
 * The names of camel-kafka's headers, read from the camel-kafka that runs. Used as constants they would be those of the
 * camel-kafka that this module was compiled with, and they changed in 4.18.3.
 */
final class KafkaHeaders {

    static final String KEY = name("KEY");
    static final String TOPIC = name("TOPIC");
    static final String PARTITION = name("PARTITION");
    static final String OFFSET = name("OFFSET");
    static final String LAST_RECORD_BEFORE_COMMIT = name("LAST_RECORD_BEFORE_COMMIT");
    static final String RECORD_META = name("KAFKA_RECORD_META");
    static final String PARTITION_KEY = name("PARTITION_KEY");
    static final String OVERRIDE_TOPIC = name("OVERRIDE_TOPIC");
    static final String OVERRIDE_TIMESTAMP = name("OVERRIDE_TIMESTAMP");

    private KafkaHeaders() {}

    private static String name(String constant) {
        try {
            return (String) KafkaConstants.class.getField(constant).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "KafkaConstants." + constant
                            + " is not in the camel-kafka on the class path. Use camel-kafka 4.18.",
                    e);
        }
    }
}
