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

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCheckTest {

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
        assertThat(AnswerCheck.error(body.getBytes(StandardCharsets.UTF_8))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"execution\":{\"jobId\":\"j\"},\"message\":\"new member\"}",
                "{\"inProgressJobs\":[],\"queuedJobs\":[]}",
                "{\"someNewMember\":1}"
            })
    void isAnAnswer(String body) {
        assertThat(AnswerCheck.error(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
