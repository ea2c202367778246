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
package io.github.cameliot.jobsdata.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"Missing Authentication Token\"}",
                "{\"Message\":null}",
                "{\"__type\":\"UnknownOperationException\"}",
                "{\"errorMessage\":\"Task timed out\",\"errorType\":\"x\"}",
                "<html><body>Sign in</body></html>",
                "[]",
                "\"ok\"",
                "{\"execution\":"
            })
    void isAnError(String body) {
        assertThat(ResponseBody.error(bytes(body))).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "{\"execution\":{\"jobId\":\"j\"},\"message\":\"new member\"}",
                "{\"inProgressJobs\":[],\"queuedJobs\":[]}",
                "{\"someNewMember\":{\"message\":1}}"
            })
    void isAResult(String body) {
        assertThat(ResponseBody.error(bytes(body))).isNull();
    }

    @Test
    void ofAnErrorOnlyTheStartIsShownAndOfBrokenJsonNothing() {
        String error = ResponseBody.error(bytes("{\"message\":\"" + "x".repeat(5_000) + "\"}"));

        assertThat(error).hasSize(200).startsWith("{\"message\":\"xxx");
        assertThat(ResponseBody.error(bytes("{\"execution\":{\"jobDocument\":\"open sesame\"")))
                .isEqualTo("broken JSON");
    }

    @Test
    void deepOrLargeBodiesAreErrorsAndHaveNoState() {
        byte[] deep = bytes("{\"execution\":" + "[".repeat(500_000));
        byte[] large = bytes("{\"executionState\":{},\"x\":\"" + "x".repeat(ResponseBody.MOST_BYTES) + "\"}");

        assertThat(ResponseBody.error(deep)).isEqualTo("broken JSON");
        assertThat(ResponseBody.error(large)).contains("bytes");
        assertThat(ResponseBody.executionState(deep)).isNull();
        assertThat(ResponseBody.executionState(large)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"executionState\":{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":\"b\",\"n\":7},\"versionNumber\":4}}",
                "{\"message\":\"no\",\"executionState\":{\"versionNumber\":\"4\",\"new\":[{}],\"status\":\"IN_PROGRESS\","
                        + "\"statusDetails\":{\"n\":\"7\",\"none\":null,\"deep\":{\"a\":\"c\"},\"a\":\"b\"}}}"
            })
    void theStateOfAConflictIsReadWhateverElseStandsThere(String body) {
        assertThat(ResponseBody.executionState(bytes(body)))
                .isEqualTo(new ExecutionState(ExecutionStatus.IN_PROGRESS, Map.of("a", "b", "n", "7"), 4));
    }

    @Test
    void aStateWithoutMembersIsOneOfUnknownStatus() {
        assertThat(ResponseBody.executionState(bytes("{\"executionState\":{\"status\":null,\"versionNumber\":null}}")))
                .isEqualTo(new ExecutionState(ExecutionStatus.UNKNOWN, Map.of(), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"executionState\":\"odd\"}",
                "{\"executionState\":null}",
                "{\"executionState\":{\"versionNumber\":\"odd\"}}",
                "{\"executionState\":{\"status\":\"FAILED\""
            })
    void aBodyWithoutAReadableStateHasNone(String body) {
        assertThat(ResponseBody.executionState(bytes(body))).isNull();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
