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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A job id made of topic, partition and offset of a record, as {@code commands-0-42}: the same for the same record, and unique
 * for each record. A topic name that is too long or not allowed in a job id is shortened and followed by 12 digits of its
 * SHA-256.
 */
final class RecordJobId {

    /** What remains of 64 characters beside the longest partition, the longest offset and two hyphens. */
    private static final int LONGEST_TOPIC = 33;

    private static final int DIGEST = 12;

    private RecordJobId() {}

    static String of(String topic, int partition, long offset) {
        return topic(topic) + "-" + partition + "-" + offset;
    }

    private static String topic(String topic) {
        if (topic.matches("[a-zA-Z0-9_-]{1," + LONGEST_TOPIC + "}")) {
            return topic;
        }
        String readable = topic.replaceAll("[^a-zA-Z0-9_-]", "_");
        int length = Math.min(readable.length(), LONGEST_TOPIC - DIGEST - 1);
        return readable.substring(0, length) + "_" + digest(topic);
    }

    private static String digest(String topic) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(topic.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
