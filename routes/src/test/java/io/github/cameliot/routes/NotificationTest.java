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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private static List<Notification> all(Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        NotificationOrigin origin = NotificationOrigin.of(exchange.getMessage());
        return NotificationReader.read(exchange.getMessage()).stream()
                .map(part -> Notification.of(part.json(), origin))
                .toList();
    }

    private static Notification of(Object body, Map<String, Object> headers) {
        List<Notification> all = all(body, headers);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Notification keyed(String value, String key) {
        return of(value.getBytes(UTF_8), key == null ? Map.of() : Map.of(KafkaHeaders.KEY, key.getBytes(UTF_8)));
    }

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
        assertThat(keyed(Inputs.text(file), "pump-12")).isEqualTo(new Notification("pump-12", isQueueEmpty));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "12",
                "null",
                "true",
                "not JSON",
                "\"pump-17\"",
                "{\"timestamp\":1,\"jobs\":{\"QUEUED\":[]}}",
                "{\"timestamp\":1,\"eventType\":\"JOB_EXECUTION\"}",
                "{\"execution\":{}}",
                "{\"jobs\":{}}",
                "{\"timestamp\":1,\"thing\":\"pump-12\"}",
                "{\"timestamp\":1,\"thingName\":\"pump-12\"}",
                "{\"timestamp\":1,\"topic\":\"$aws/things/pump-12/jobs/notify\"}",
                "{\"timestamp\":1,\"topic\":12}",
                "{\"timestamp\":1,\"execution\":\"ota-7\"}",
                "{\"timestamp\":1,\"execution\":\"\"}",
                "{\"timestamp\":1,\"execution\":null}",
                "{\"timestamp\":1,\"jobs\":null}",
                "{\"timestamp\":1,\"jobs\":1}",
                "{\"timestamp\":1,\"jobs\":[[]]}",
                "{\"timestamp\":null}",
                "{\"timestamp\":\"now\"}",
                "{\"timestamp\":1,\"timestamp\":2}",
                "{\"timestamp\":1,\"jobs\":{},\"execution\":{\"jobId\":\"ota-7\"}}",
                "{\"timestamp\":1,\"execution\":{},\"jobs\":{\"QUEUED\":[{\"jobId\":\"ota-7\"}]}}",
            })
    void whatIsNotCertainlyAnEmptyQueueIsPolled(String value) {
        assertThat(keyed(value, "pump-12")).isEqualTo(new Notification("pump-12", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestamp\":1.5}",
                "{\"timestamp\":1,\"topic\":\"$aws/things/pump-12/jobs/notify-next\"}",
                "{\"timestamp\":1,\"thing\":\"pump-12\",\"topic\":\"$aws/things/pump-12/jobs/notify-next\"}",
                "{\"timestamp\":1,\"thing\":\"pump-12\",\"execution\":{}}",
                "{\"timestamp\":1,\"thing\":\"pump-12\",\"jobs\":{}}",
                "{\"timestamp\":1,\"jobs\":[]}",
                "[{\"timestamp\":1}]",
            })
    void aListThatIsPresentAndEmptyIsNothingToDoWhateverTheRuleAdds(String value) {
        assertThat(keyed(value, "pump-12")).isEqualTo(new Notification("pump-12", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"succeeded", "failed", "rejected", "timed_out", "canceled", "removed", "deleted", "something new"
            })
    void everyEndOfAnExecutionIsAPollBecauseAnotherJobMayBeNext(String operation) {
        String event = Inputs.text("events/job-execution.json").replace("\"failed\"", "\"" + operation + "\"");

        assertThat(keyed(event, null)).isEqualTo(new Notification("pump-12", false));
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
                "{\"thingName\":\"a\"}|c|a",
                "{\"thing\":12}|c|12",
                "{\"thing\":1.5}|c|c",
                "{\"thing\":true}|c|c",
                "{\"thing\":[\"a\"]}|c|c",
                "{\"thing\":{\"name\":\"a\"}}|c|c",
                "{\"timestamp\":1,\"execution\":{\"jobId\":\"ota-7\",\"thingName\":\"a\"}}|c|a",
                "{\"timestamp\":1,\"topic\":\"$aws/things/a:1/jobs/notify-next\"}|c|a:1",
            })
    void theThingIsNamedByTheValueElseByItsArnElseByTheKey(String value, String key, String thing) {
        assertThat(keyed(value, key).thing()).isEqualTo(thing);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iot:eu-west-1:123456789012:thing/pump-12, pump-12",
        "arn:aws:iot:us-east-1:123456789012:myThing/6d639fbc-8f85-4a90-924d-a2867f8366a7, 6d639fbc-8f85-4a90-924d-a2867f8366a7",
        "arn:aws-cn:iot:cn-north-1:123456789012:thing/site:7:pump-12, site:7:pump-12",
        "arn:aws:iot:eu-west-1:123456789012:site:7:pump-12, site:7:pump-12",
        "arn:aws:iot::123456789012:a/b/pump-12, pump-12",
        "aws:iot:eu-west-1:123456789012:thing/pump-12, pump-12",
        "thing/pump-12, pump-12",
        "pump-12, pump-12",
        "arn:aws:iot:eu-west-1:123456789012:thing/,",
        "arn:aws:iot:eu-west-1:123456789012:,",
        "arn:aws:iot:eu-west-1:123456789012,",
        "arn:aws:iot:eu-west-1:123456789012:thing/pump 12,",
        "arn:aws:s3:::bucket/pump-12,",
        "arn:aws:iotwireless:eu-west-1:123456789012:WirelessDevice/pump-12,",
        "arn:,",
        "/,",
    })
    void theThingIsWhatAnArnOfAwsIotEndsIn(String arn, String thing) {
        assertThat(keyed("{\"eventType\":\"JOB_EXECUTION\",\"thingArn\":\"" + arn + "\"}", null)
                        .thing())
                .isEqualTo(thing);
    }

    @ParameterizedTest
    @CsvSource({
        "CamelMqttTopic, $aws/things/pump-12/jobs/notify-next, pump-12, true",
        "CamelMqttTopic, $aws/things/pump-12/jobs/notify, pump-12, false",
        "JMSDestination, topic://$aws.things.pump:12.jobs.notify-next, pump:12, true",
        "any, $aws/things/pump-12/jobs/ota-7/update/accepted, pump-12, false",
        "thing, pump-12, pump-12, true",
        "CamelAwsKinesisPartitionKey, pump-12, pump-12, true",
        "any, $aws/things/pump 12/jobs/notify-next,, true",
        "any, $aws/things/pump-12/shadow/update,, true",
        "any, my/$aws/things, , true",
        "any, pump-12,, true",
        "thing, pump 12,, true",
    })
    void theHeadersNameTheThingOfATimestampAlone(String header, String value, String thing, boolean isQueueEmpty) {
        assertThat(of("{\"timestamp\":1764000000}", Map.of(header, value)))
                .isEqualTo(new Notification(thing, isQueueEmpty));
    }

    @Test
    void aTopicOfAnotherThingDoesNotSayThatTheQueueIsEmpty() {
        assertThat(of(
                        "{\"timestamp\":1,\"thing\":\"pump-12\"}",
                        Map.of("CamelMqttTopic", "$aws/things/pump-17/jobs/notify-next")))
                .isEqualTo(new Notification("pump-12", false));
    }

    @Test
    void aKeyMayBeTextBytesOrANumberAndOtherTypesAreNone() {
        assertThat(of(null, Map.of(KafkaHeaders.KEY, "pump-12")).thing()).isEqualTo("pump-12");
        assertThat(of(null, Map.of(KafkaHeaders.KEY, 12L)).thing()).isEqualTo("12");
        assertThat(of(null, Map.of(KafkaHeaders.KEY, List.of("pump-12"))).thing())
                .isNull();
        assertThat(of(null, Map.of(KafkaHeaders.KEY, new byte[] {'p', (byte) 0xFF}))
                        .thing())
                .isNull();
        assertThat(of(null, Map.of(KafkaHeaders.KEY, "p".repeat(129))).thing()).isNull();
    }

    @Test
    void aTombstoneIsAPollOfItsKey() {
        assertThat(of(null, Map.of(KafkaHeaders.KEY, "pump-12".getBytes(UTF_8))))
                .isEqualTo(new Notification("pump-12", false));
    }
}
