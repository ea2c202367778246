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

import static io.github.cameliot.routes.RecordBridge.message;
import static io.github.cameliot.routes.RecordBridge.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.Operation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that cannot be carried out: what the dead-letter topic has of them. */
class KafkaToCreateDeadLettersTest {

    private static final String THING = "pump-12";

    private static RecordBridge bridge;

    private String job;

    @BeforeAll
    static void startBridge() throws Exception {
        bridge = RecordBridge.creating();
        bridge.emulator().createThing(THING, "pump-17");
    }

    @AfterAll
    static void stopBridge() {
        bridge.close();
    }

    @BeforeEach
    void nextJob() {
        job = bridge.nextJob();
    }

    @Test
    void anotherJobUnderTheIdIsADeadLetterAndTheFirstStands() {
        bridge.send(THING, command(job, "{\"pin\":\"SESAME1\"}"));
        bridge.send(THING, command(job, "{ \"pin\" : \"SESAME1\" }"));
        bridge.send(THING, command(job, "{\"pin\":\"SESAME2\"}"));

        assertThat(bridge.reasons(job)).containsExactly("CONTRADICTS");
        assertThat(message(bridge.deadLetters(job).get(0)))
                .contains(job, "document")
                .doesNotContain("SESAME");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON at all|NOT_JSON",
                "''|NOT_JSON",
                "{} {}|NOT_JSON",
                "[]|NOT_VALID",
                "{\"jobId\":\"x\",\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"]}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"a/b\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"a b\",\"things\":[\"pump-12\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":\"text\"}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"targets\":[\"a\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":{},\"retries\":{\"REJECTED\":1}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":{},\"inProgressTimeoutInMinutes\":0}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":{},\"retries\":{\"ALL\":1,\"FAILED\":1}}|REFUSED",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":{\"a\":\"\\ud83d\"}}|REFUSED",
                "{\"jobId\":\"x\\n\",\"things\":[\"pump-12\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\\n\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"targets\":[\"arn:aws:iot:us-east-1:123456789012:thing/a\\n\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"nobody\"],\"document\":{}}|NOT_FOUND",
                "{\"jobId\":\"x\",\"targets\":[\"arn:aws:iot:us-east-1:123456789012:thinggroup/none\"],\"document\":{}}|NOT_FOUND",
            })
    void aRecordThatIsNoCommandIsADeadLetterAndThePartitionGoesOn(String value, String reason) {
        ConsumerRecord<String, byte[]> dead = bridge.sendDead(THING, value.getBytes(UTF_8));

        assertThat(reason(dead)).isEqualTo(reason);
        assertThat(dead.value()).isEqualTo(value.getBytes(UTF_8));
        bridge.send(THING, command(job, "{}"));
        assertThat(bridge.emulator().execution(THING, job).status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void aRecordWithoutAValueIsADeadLetter() {
        ConsumerRecord<String, byte[]> dead = bridge.sendDead(THING, null);

        assertThat(reason(dead)).isEqualTo("NO_VALUE");
    }

    @ParameterizedTest
    @CsvSource({"40000, 40000", "2000000, 2000000", "4000000, 0"})
    void aDocumentThatIsTooLongIsADeadLetterWithItsValueWhereThatFits(int length, int kept) {
        byte[] value = command(job, "{\"text\":\"" + "x".repeat(length) + "\"}").getBytes(UTF_8);

        ConsumerRecord<String, byte[]> dead = bridge.sendDead(THING, value);

        assertThat(reason(dead)).isEqualTo("REFUSED");
        assertThat(message(dead)).contains("32768 characters");
        assertThat(dead.value()).isEqualTo(kept == 0 ? null : value);
    }

    @Test
    void whatIsForbiddenIsADeadLetterAfterRetries() {
        try (Faults.ActiveFault forbidden =
                bridge.emulator().faults().add(Fault.forbidden().on(Operation.CREATE_JOB))) {
            bridge.send(THING, command(job, "{}"));

            assertThat(forbidden.hits()).isEqualTo(6);
        }
        assertThat(bridge.reasons(job)).containsExactly("FORBIDDEN");
    }

    private static String command(String jobId, String document) {
        return "{\"jobId\":\"%s\",\"things\":[\"pump-12\"],\"document\":%s}".formatted(jobId, document);
    }
}
