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

import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a route finds in the message of a claimed job. */
class ClaimHeadersTest {

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
    void theHeadersOfAClaimShowTheExecution() {
        Exchange[] seen = new Exchange[1];

        Line.on(bench, "claim").with("statusDetails.by=camel").run(route -> route.process(ex -> seen[0] = ex.copy()));

        assertThat(seen[0].getMessage().getBody()).isEqualTo("{\"job\":\"job-claim\"}");
        assertThat(seen[0].getMessage().getHeaders())
                .containsEntry(IotJobsDataConstants.THING, "claim")
                .containsEntry(IotJobsDataConstants.JOB_ID, "job-claim")
                .containsEntry(IotJobsDataConstants.EXECUTION_NUMBER, 1L)
                .containsEntry(IotJobsDataConstants.VERSION_NUMBER, 2L)
                .containsEntry(IotJobsDataConstants.STATUS, "IN_PROGRESS")
                .containsEntry(IotJobsDataConstants.STATUS_DETAILS, Map.of("by", "camel"))
                .containsKeys(
                        IotJobsDataConstants.QUEUED_AT,
                        IotJobsDataConstants.STARTED_AT,
                        IotJobsDataConstants.LAST_UPDATED_AT)
                .containsEntry(IotJobsDataConstants.RESUMED, false)
                .doesNotContainKeys(
                        IotJobsDataConstants.UPDATE_STATUS,
                        IotJobsDataConstants.UPDATE_STATUS_DETAILS,
                        IotJobsDataConstants.EXPECTED_VERSION,
                        IotJobsDataConstants.OUTCOME);
    }
}
