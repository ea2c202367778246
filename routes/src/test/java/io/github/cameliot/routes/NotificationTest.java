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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {

    @ParameterizedTest
    @CsvSource({
        "events/notify-next.json, false",
        "events/notify.json, false",
        "events/job-execution.json, false",
        "events/thing-only.json, false",
        "events/notify-next-empty.json, true",
        "events/notify-empty.json, true",
    })
    void onlyTheMessagesOfAnEmptyQueueAreNothingToDo(String file, boolean isQueueEmpty) {
        assertThat(Notification.of(Inputs.bytes(file), "pump-12".getBytes(UTF_8)))
                .isEqualTo(new Notification("pump-12", isQueueEmpty));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "12",
                "null",
                "not JSON",
                "{\"timestamp\":1,\"jobs\":{\"QUEUED\":[]}}",
                "{\"timestamp\":1,\"eventType\":\"JOB_EXECUTION\"}",
                "{\"execution\":{}}"
            })
    void whatIsNotCertainlyAnEmptyQueueIsPolled(String value) {
        assertThat(Notification.of(value.getBytes(UTF_8), "pump-12".getBytes(UTF_8)))
                .isEqualTo(new Notification("pump-12", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"thing\":\"a\",\"thingArn\":\"arn:aws:iot:eu-west-1:123456789012:thing/b\"}|c|a",
                "{\"thing\":\"\",\"thingArn\":\"arn:aws:iot:eu-west-1:123456789012:thing/b:1\"}|c|b:1",
                "{\"thing\":null,\"thingArn\":\"arn:aws:iot:eu-west-1:123456789012:b\"}|c|b",
                "{\"thingArn\":\"no ARN\"}|c|c",
                "{}|''|none",
                "{}|none|none",
                "{\"thing\":\"a b\"}|'c\n'|none",
            })
    void theThingIsNamedByTheValueElseByItsArnElseByTheKey(String value, String key, String thing) {
        byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);

        assertThat(Notification.of(value.getBytes(UTF_8), keyBytes).thing()).isEqualTo(thing);
    }

    @Test
    void aTombstoneIsAPollOfItsKey() {
        assertThat(Notification.of(null, "pump-12".getBytes(UTF_8))).isEqualTo(new Notification("pump-12", false));
    }
}
