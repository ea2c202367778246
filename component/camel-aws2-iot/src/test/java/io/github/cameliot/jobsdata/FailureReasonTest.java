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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reason of a failed job in its status details. */
class FailureReasonTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void theEndOfALongHostileFailureTextIsReported() {
        String text = "first line\n" + "\ud83d\ude00".repeat(5000) + "\u0000\ud800 the cause";

        Execution job = Line.on(bench, "huge").run(route -> route.throwException(new IllegalStateException(text)));

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.statusDetails().get("reason"))
                .startsWith("IllegalStateException: first line ")
                .endsWith("\ufffd\ufffd the cause")
                .hasSizeLessThanOrEqualTo(1024);
    }

    @Test
    void anExceptionWithoutAMessageIsReportedByItsType() {
        Execution named = Line.on(bench, "noMessage").run(route -> route.throwException(new IllegalStateException()));
        Execution anonymous = Line.on(bench, "noName")
                .run(route -> route.throwException(new RuntimeException("why") {
                    private static final long serialVersionUID = 1L;
                }));

        assertThat(named.statusDetails()).containsEntry("reason", "IllegalStateException");
        assertThat(anonymous.statusDetails().get("reason"))
                .contains("FailureReasonTest")
                .endsWith(": why");
    }

    @Test
    void theQueryOfAUrlIsMaskedInTheReason() {
        Execution thrown = Line.on(bench, "url")
                .run(route -> route.throwException(new IllegalStateException(
                        "GET https://me:pw@bucket.example.com/fw.bin?X-Amz-Signature=abc&X-Amz-Date=1 and"
                                + " HTTPS://other.example.com/?sig=abc: 403")));
        Execution set = Line.on(bench, "urlSaid").run(route -> route.setHeader(
                        IotJobsDataConstants.OUTCOME_REASON,
                        () -> "cannot read https://bucket.example.com/fw.bin?X-Amz-Signature=abc")
                .setHeader(IotJobsDataConstants.OUTCOME, () -> "FAILED"));

        assertThat(thrown.statusDetails())
                .containsEntry(
                        "reason",
                        "IllegalStateException: GET https://xxxxxx@bucket.example.com/fw.bin?xxxxxx and"
                                + " HTTPS://other.example.com/?xxxxxx 403");
        assertThat(set.statusDetails()).containsEntry("reason", "cannot read https://bucket.example.com/fw.bin?xxxxxx");
    }

    @Test
    void aSecretWhereALongReasonIsCutIsMaskedBefore() {
        String address = " jdbc:oracle:thin:SESAME/SESAME@db or mqtt://me:SESAME@host/x?SESAME ";
        String text = address.repeat(20_000);

        Execution thrown = Line.on(bench, "cut").run(route -> route.throwException(new IllegalStateException(text)));
        Execution said = Line.on(bench, "cutSaid")
                .run(route -> route.setHeader(IotJobsDataConstants.OUTCOME, () -> "x".repeat(130) + address));

        assertThat(thrown.statusDetails().get("reason"))
                .contains("mqtt://xxxxxx@host/x?xxxxxx")
                .doesNotContain("SES", "AME");
        assertThat(said.statusDetails().get("reason"))
                .contains("is not an outcome")
                .doesNotContain("SES");
    }

    @Test
    void theReasonIsAddedToTheDetailsOfAProgressReport() {
        Execution job = Line.on(bench, "progress")
                .run(route -> route.to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.step=flash")
                        .throwException(broken()));

        assertThat(Bench.told(job)).isEqualTo(Map.of("step", "flash", "reason", "IllegalStateException: valve stuck"));
    }

    private static IllegalStateException broken() {
        return new IllegalStateException("valve stuck");
    }
}
