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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

class SdkClientsTest {

    private static final ClientOptions OPTIONS = new ClientOptions(
            "eu-west-1",
            URI.create("http://127.0.0.1:1"),
            new Credentials.Keys("OPENSESAME1", "OPENSESAME2", "OPENSESAME3"),
            null,
            null,
            false,
            new ClientOptions.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(10)),
            RetryMode.standard);

    @Test
    void aConnectionOutlivesTheLongestPauseOfTheDefaults() {
        Duration longest = Duration.ofMinutes(1).multipliedBy(12).dividedBy(10);

        assertThat(SdkClients.IDLE_CONNECTION).isGreaterThan(longest);
    }

    @Test
    void nothingOfTheOptionsShowsASecret() {
        try (SdkClients.Opened<?> opened = SdkClients.open(IotJobsDataPlaneClient.builder(), OPTIONS)) {
            assertThat(opened.toString() + OPTIONS + OPTIONS.credentials()).doesNotContain("OPENSESAME");
        }
    }

    @Test
    void equalOptionsShareAClientAndTheLastOneIsKeptUntilTheEnd() {
        try (SharedClients<IotJobsDataPlaneClient> clients = SharedClients.of(IotJobsDataPlaneClient::builder)) {
            var first = clients.acquire(OPTIONS);

            assertThat(clients.acquire(OPTIONS)).isSameAs(first);
            clients.release(OPTIONS);
            clients.release(OPTIONS);
            assertThat(clients.open()).isEqualTo(1);
            assertThat(clients.acquire(OPTIONS)).isSameAs(first);
            clients.release(OPTIONS);
            clients.close();
            assertThat(clients.open()).isZero();
            assertThat(clients.acquire(OPTIONS)).isNotSameAs(first);
        }
    }

    @Test
    void whoRetriesAndWhoDoesNotShareTheirConnectionsAndAreClosedTogether() {
        try (SharedClients<JobsDataClient> clients = SharedClients.ofDataPlane()) {
            JobsDataClient first = clients.acquire(OPTIONS);

            assertThat(clients.acquire(OPTIONS)).isSameAs(first);
            assertThat(clients.open()).isEqualTo(1);
            clients.close();
            for (JobsDataClient client : List.of(first, first.singleAttempt())) {
                assertThatThrownBy(() -> client.getPending("pump-12")).hasMessageContaining("was closed");
            }
        }
    }
}
