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

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** A status detail without a value is none, as a job that nobody can run because of it would block its thing. */
class DetailWithoutValueTest {

    private static final String DETAILS = "\"statusDetails\":{\"step\":null,\"size\":\"7\"}";

    @Test
    void anExecutionIsReadWithoutIt() {
        JobsDataClient client =
                client("{\"execution\":{\"jobId\":\"ota-7\",\"status\":\"IN_PROGRESS\"," + DETAILS + "}}");

        JobExecution execution = client.startNext("pump-12", null, null).value().orElseThrow();

        assertThat(execution.statusDetails()).containsOnlyKeys("size").containsEntry("size", "7");
    }

    @Test
    void anUpdateIsAcknowledgedWithoutIt() {
        JobsDataClient client =
                client("{\"executionState\":{\"status\":\"SUCCEEDED\",\"versionNumber\":3," + DETAILS + "}}");

        var state = client.update(new Update("pump-12", "ota-7", ExecutionStatus.SUCCEEDED, 1L, 2L, null, null))
                .value();

        assertThat(state.statusDetails()).containsOnlyKeys("size").containsEntry("size", "7");
    }

    private static JobsDataClient client(String body) {
        SdkHttpResponse head = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Length", String.valueOf(body.length()))
                .build();
        return new JobsDataClient(IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .httpClient(StubHttpClient.answering(head, body))
                .build());
    }
}
