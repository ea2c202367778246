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
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Job documents and status details are untrusted: nothing in them becomes the name of a header. */
class HeaderFilterTest {

    private static final String DOCUMENT =
            "{\"CamelHttpUri\":\"http://evil.example.com\",\"CamelFileName\":\"/etc/passwd\","
                    + "\"CamelAwsIotJobsOutcome\":\"SUCCEEDED\",\"headers\":{\"CamelExecCommandExecutable\":\"rm\"}}";

    private static final Set<String> OURS = Set.of(
            IotJobsDataConstants.THING,
            IotJobsDataConstants.JOB_ID,
            IotJobsDataConstants.EXECUTION_NUMBER,
            IotJobsDataConstants.STATUS,
            IotJobsDataConstants.STATUS_DETAILS,
            IotJobsDataConstants.VERSION_NUMBER,
            IotJobsDataConstants.QUEUED_AT,
            IotJobsDataConstants.STARTED_AT,
            IotJobsDataConstants.LAST_UPDATED_AT,
            IotJobsDataConstants.RESUMED);

    @Test
    void aDocumentAndDetailsSetNoHeaderButOurOwn() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createJob("evil", DOCUMENT, "pump");
            Exchange[] seen = new Exchange[2];
            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=pump&statusDetails.CamelAwsIotJobsOutcome=FAILED"
                            + "&statusDetails.CamelHttpUri=x")
                    .process(ex -> seen[0] = ex.copy())
                    .to("iot-jobs-data:describe?thing=pump")
                    .process(ex -> seen[1] = ex.copy()));

            Execution job = bench.ended("pump", "evil");

            assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            for (Exchange exchange : seen) {
                assertThat(exchange.getMessage().getBody()).isEqualTo(DOCUMENT);
                assertThat(OURS).containsAll(exchange.getMessage().getHeaders().keySet());
                assertThat(Bench.told(exchange.getMessage()))
                        .isEqualTo(Map.of("CamelAwsIotJobsOutcome", "FAILED", "CamelHttpUri", "x"));
            }
        }
    }
}
