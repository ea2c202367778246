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

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that cannot be used: refused before any call, with the header, the value and what works. */
class HeaderRefusalTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "describe | Thing | a/b | pump-12",
                "describe | Thing | a,b | pump-12",
                "describe | Thing | '' | pump-12",
                "describe | JobId | a.b | ota-7",
                "describe | JobId | '' | ota-7",
                "update | JobId | $next | ota-7",
                "update | UpdateStatus | QUEUED | IN_PROGRESS, SUCCEEDED, FAILED, REJECTED",
                "update | UpdateStatus | done | SUCCEEDED",
                "update | UpdateStatus | '' | SUCCEEDED",
                "update | ExecutionNumber | one | as in 1",
                "update | ExecutionNumber | 1.5 | as in 1",
                "update | ExecutionNumber | 0 | 1 or more",
                "describe | ExecutionNumber | x | as in 1",
                "update | ExpectedVersion | two | as in 1",
                "update | ExpectedVersion | -1 | 1 or more",
                "update | ExpectedVersion | 99999999999999999999 | as in 1",
                "update | StepTimeout | 30s | 1m to 7d",
                "update | StepTimeout | soon | 1m to 7d",
                "update | StepTimeout | 10 | 1m to 7d",
                "startNext | StepTimeout | cancel | only update",
                "update | UpdateStatusDetails | a=1 | java.util.Map",
            })
    void aHeaderThatCannotBeUsedIsRefused(String operation, String header, String value, String works) {
        String uri = "iot-jobs-data:" + operation + "?thing=t"
                + (operation.equals("update") ? "&status=FAILED&jobId=j" : "");

        Exchange exchange = bench.send(uri, Map.of("CamelAwsIotJobs" + header, value));

        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelAwsIotJobs" + header)
                .hasMessageContaining(works);
        if (!header.equals("UpdateStatusDetails")) {
            assertThat(exchange.getException()).hasMessageContaining(value);
        }
        assertThat(bench.calls("t")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thing", "JobId", "UpdateStatus", "StepTimeout", "ExpectedVersion"})
    void aHostileHeaderIsShownOnOneShortLine(String header) {
        Exchange exchange = bench.send(
                "iot-jobs-data:update?thing=t&status=FAILED&jobId=j",
                Map.of("CamelAwsIotJobs" + header, "x\nERROR forged line " + "y".repeat(10_000)));

        assertThat(exchange.getException().getMessage()).doesNotContain("\n").hasSizeLessThan(500);
    }

    @Test
    void headersOfOddTypesAreNamed() {
        Exchange list = bench.send(
                "iot-jobs-data:update?thing=t&status=FAILED&jobId=j",
                Map.of(IotJobsDataConstants.UPDATE_STATUS_DETAILS, List.of("a")));
        Exchange fraction = bench.send(
                "iot-jobs-data:update?thing=t&status=FAILED&jobId=j",
                Map.of(IotJobsDataConstants.EXPECTED_VERSION, 2.5));

        assertThat(list.getException())
                .hasMessageContainingAll(IotJobsDataConstants.UPDATE_STATUS_DETAILS, "List", "java.util.Map");
        assertThat(fraction.getException())
                .hasMessageContainingAll(IotJobsDataConstants.EXPECTED_VERSION, "2.5", "whole number");
        assertThat(bench.calls("t")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "describe | thing is missing | thing=pump-12 | CamelAwsIotJobsThing",
                "getPending | thing is missing | thing=pump-12 | CamelAwsIotJobsThing",
                "startNext | thing is missing | thing=pump-12 | CamelAwsIotJobsThing",
                "update?status=FAILED | thing is missing | thing=pump-12 | CamelAwsIotJobsThing",
                "update?status=FAILED&thing=t | jobId is missing | jobId=ota-7 | CamelAwsIotJobsJobId",
                "update?thing=t&jobId=j | status is missing | status=SUCCEEDED | CamelAwsIotJobsUpdateStatus",
            })
    void whatIsMissingIsNamedAsOptionAndAsHeader(String uri, String missing, String option, String header) {
        assertThat(bench.send("iot-jobs-data:" + uri).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(missing, option, header);
    }
}
