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
package io.github.cameliot.jobsdata.hang;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** The AWS SDK's own client, as a user builds it. */
final class SdkClient {

    private SdkClient() {}

    /** Sees each call before it is sent; what it throws, the call throws. */
    interface Watcher {
        void sees(SdkRequest request);
    }

    static IotJobsDataPlaneClient of(URI endpoint, Watcher watcher) {
        return IotJobsDataPlaneClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "not-a-secret")))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(200))
                .overrideConfiguration(o -> o.addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                        watcher.sees(context.request());
                    }
                }))
                .build();
    }

    /** Claims the next job of a thing for a worker {@code edge-3} that nobody hears of again. */
    static void claimForAnother(URI endpoint, String thing, int attempt, int leaseSeconds, String state) {
        String mark = "v1 worker=edge-3 run=5f0c9a2e claim=9b1d6e0f44a1c2d3 attempt=" + attempt + " lease="
                + leaseSeconds + " state=" + state;
        try (IotJobsDataPlaneClient client = of(endpoint, request -> {})) {
            client.startNextPendingJobExecution(r -> r.thingName(thing).statusDetails(Map.of("claimedBy", mark)));
        }
    }
}
