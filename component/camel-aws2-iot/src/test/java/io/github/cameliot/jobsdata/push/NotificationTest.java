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

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestamp\":1,\"execution\":{\"jobId\":\"ota\",\"jobDocument\":{\"a\":[{}]}}}",
                "{\"execution\":{\"jobId\":\"ota\"},\"unknown\":[[],{}]}",
                "{\"jobs\":{\"QUEUED\":[{\"jobId\":\"ota\"}]}}",
                "{\"jobs\":{\"QUEUED\":[],\"IN_PROGRESS\":[{\"jobId\":\"ota\"}]}}"
            })
    void aJobIsPending(String payload) {
        assertThat(of(payload)).isEqualTo(Notification.JOB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestamp\":1}",
                "{\"timestamp\":1,\"execution\":{}}",
                "{\"execution\":null}",
                "{\"timestamp\":1,\"jobs\":{}}",
                "{\"jobs\":{\"QUEUED\":[]}}",
                "{}"
            })
    void nothingIsPending(String payload) {
        assertThat(of(payload)).isEqualTo(Notification.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"execution\"",
                "{\"execution\":[{\"jobId\":\"ota\"}]}",
                "{\"execution\":\"ota\"}",
                "{\"jobs\":[{\"jobId\":\"ota\"}]}",
                "{\"jobs\":{\"QUEUED\":true}}",
                "{\"execution\":{\"jobId\":",
                "{\"timestamp\":1",
                "\u0000\u0001"
            })
    void aJobMayBePendingIfThePayloadIsNotUnderstood(String payload) {
        assertThat(of(payload)).isEqualTo(Notification.JOB);
    }

    @Test
    void aJobMayBePendingWithoutAPayload() {
        assertThat(Notification.of(null)).isEqualTo(Notification.JOB);
    }

    @Test
    void aJobMayBePendingIfItsDocumentIsMoreThanTheParserReads() {
        assertThat(of("{\"execution\":" + "{\"a\":".repeat(5_000))).isEqualTo(Notification.JOB);
        assertThat(of("{\"timestamp\":1,\"execution\":{\"jobDocument\":" + "[".repeat(1_500) + "]".repeat(1_500)
                        + "}}"))
                .isEqualTo(Notification.JOB);
        assertThat(of("{\"execution\":{\"jobDocument\":{\"n\":" + "9".repeat(1_500) + "}}}"))
                .isEqualTo(Notification.JOB);
    }

    private static Notification of(String payload) {
        return Notification.of(payload.getBytes(StandardCharsets.UTF_8));
    }
}
