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
package io.github.cameliot.benchmarks.calls;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The SDK clients of one operation, shared by the raw calls and as the user's client. They have the same timeouts and
 * retries as the component's own clients, so that these make no difference.
 */
final class Clients {

    static final String ENDPOINT = "http://127.0.0.1:1";
    static final String REGION = "eu-west-1";
    static final String ACCESS_KEY = "a";
    static final String SECRET_KEY = "s";

    private IotJobsDataPlaneClient jobs;
    private SqsClient sqs;

    IotJobsDataPlaneClient jobs(String body) {
        if (jobs == null) {
            jobs = client(IotJobsDataPlaneClient.builder(), "application/json", body);
        }
        return jobs;
    }

    SqsClient sqs(String body) {
        if (sqs == null) {
            sqs = client(SqsClient.builder(), "application/x-amz-json-1.0", body);
        }
        return sqs;
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String contentType, String body) {
        return builder.region(Region.of(REGION))
                .endpointOverride(URI.create(ENDPOINT))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClient(StubHttpClient.responding(contentType, body))
                .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(30))
                        .apiCallAttemptTimeout(Duration.ofSeconds(10))
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                .build();
    }
}
