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

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneServiceClientConfiguration;

/** Workers that reach one service find each other's outcomes by its name, whatever client they use. */
class ServiceNameTest {

    private static final URI ENDPOINT = URI.create("https://prefix-ats.iot.eu-west-1.amazonaws.com");

    @Test
    void aClientOfOursAndOneOfTheUserNameAServiceAlike() {
        assertThat(ours(null)).isEqualTo("eu-west-1").isEqualTo(given(null));
        assertThat(ours(ENDPOINT)).isEqualTo(ENDPOINT + " (eu-west-1)").isEqualTo(given(ENDPOINT));
    }

    @Test
    void aClientThatTellsNothingIsNamedAfterItsClass() {
        assertThat(new JobsDataClient(new Silent(false)).service()).contains("Silent");
        assertThat(new JobsDataClient(new Silent(true)).service()).contains("Silent");
        assertThat(new JobsDataClient(new Silent(true)).singleAttempt(Duration.ofSeconds(5)))
                .isNotNull();
    }

    private static String ours(URI endpoint) {
        ClientOptions options = new ClientOptions(
                "eu-west-1",
                endpoint,
                new Credentials.Keys("AKIDEXAMPLE", "not-a-secret", null),
                null,
                null,
                false,
                new ClientOptions.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(10)),
                RetryMode.standard);
        try (SharedClients<JobsDataClient> clients = SharedClients.ofDataPlane()) {
            return clients.acquire(options).service();
        }
    }

    private static String given(URI endpoint) {
        try (IotJobsDataPlaneClient client = IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(ApacheHttpClient.builder())
                .build()) {
            return new JobsDataClient(client).service();
        }
    }

    /** As a user's own implementation, or a mock, which returns null. */
    private record Silent(boolean returnsNull) implements IotJobsDataPlaneClient {

        @Override
        public IotJobsDataPlaneServiceClientConfiguration serviceClientConfiguration() {
            if (returnsNull) {
                return null;
            }
            throw new UnsupportedOperationException();
        }

        @Override
        public String serviceName() {
            return "iotjobsdata";
        }

        @Override
        public void close() {}
    }
}
