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
package io.github.cameliot.benchmarks.loop;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Clients of a user: the same kind for all contenders, with separate connections for each. */
final class Clients {

    static final Region REGION = Region.US_EAST_1;

    private Clients() {}

    /**
     * Without {@code Expect: 100-continue}, which would cost a hand-written loop one more round trip for each write.
     */
    static IotJobsDataPlaneClient open(URI endpoint, int connections) {
        return IotJobsDataPlaneClient.builder()
                .region(REGION)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("benchmark", "b")))
                // The same as in the component's own client: without a time limit a loop hangs if the service hangs.
                .overrideConfiguration(
                        o -> o.apiCallTimeout(Duration.ofSeconds(30)).apiCallAttemptTimeout(Duration.ofSeconds(10)))
                .httpClientBuilder(
                        ApacheHttpClient.builder().expectContinueEnabled(false).maxConnections(connections))
                .build();
    }
}
