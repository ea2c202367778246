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

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void theReasonOfADeadLetterIsEnglishWhateverTheLanguageOfTheMachine() {
        Locale.setDefault(Locale.GERMANY);
        JsonRecords results =
                new JsonRecords("result.schema.json", new RecordValue(Envelope.none, Set.of("executionNumber")));

        assertThatThrownBy(() -> results.read(
                        "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"status\":\"DONE\"}"
                                .getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("$.status: does not have a value in the enumeration");
    }
}
