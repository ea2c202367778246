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
package io.github.cameliot.emulator.contract;

import io.github.cameliot.emulator.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecution;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/** A service under test with the SDK's clients for it; names are new for each use, so that a real account can serve. */
final class Service implements AutoCloseable {

    private final String name;
    private final SdkHttpClient http;
    private final ManualClock clock;
    private final Runnable stop;
    private final IotJobsDataPlaneClient data;
    private final IotClient iot;

    Service(String name, URI endpoint, SdkHttpClient http, ManualClock clock, Runnable stop) {
        this.name = name;
        this.http = http;
        this.clock = clock;
        this.stop = stop;
        boolean elsewhere = clock == null;
        AwsCredentialsProvider credentials = elsewhere
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        this.data = client(IotJobsDataPlaneClient.builder().httpClient(http), endpoint, credentials);
        String control = System.getProperty("contract.controlEndpoint");
        this.iot = client(
                IotClient.builder().httpClient(http), control == null ? endpoint : URI.create(control), credentials);
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(
            B builder, URI endpoint, AwsCredentialsProvider credentials) {
        return builder.endpointOverride(endpoint)
                .credentialsProvider(credentials)
                .region(Region.of(System.getProperty("contract.region", "us-east-1")))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    static Service elsewhere(URI endpoint) {
        return new Service(endpoint.toString(), endpoint, ApacheHttpClient.create(), null, () -> {});
    }

    IotJobsDataPlaneClient data() {
        return data;
    }

    IotClient iot() {
        return iot;
    }

    void advance(Duration duration) {
        clock.advance(duration);
    }

    /** A new thing's name. */
    String thing() {
        String thing = "contract-" + UUID.randomUUID();
        iot.createThing(r -> r.thingName(thing));
        return thing;
    }

    /** A new job's id, for one thing and with the simplest settings. */
    String job(String... things) {
        return job(request -> {}, things);
    }

    String job(Consumer<CreateJobRequest.Builder> settings, String... things) {
        String jobId = "contract-" + UUID.randomUUID();
        iot.createJob(request -> {
            request.jobId(jobId).document("{\"for\":\"" + jobId + "\"}").targets(arns(things));
            settings.accept(request);
        });
        return jobId;
    }

    private String[] arns(String... things) {
        return Arrays.stream(things)
                .map(thing -> iot.describeThing(r -> r.thingName(thing)).thingArn())
                .toArray(String[]::new);
    }

    JobExecution startNext(String thing) {
        return data.startNextPendingJobExecution(r -> r.thingName(thing)).execution();
    }

    JobExecution describe(String thing, String jobId) {
        return data.describeJobExecution(r -> r.thingName(thing).jobId(jobId)).execution();
    }

    void update(String thing, String jobId, Consumer<UpdateJobExecutionRequest.Builder> update) {
        data.updateJobExecution(r -> update.accept(r.thingName(thing).jobId(jobId)));
    }

    @Override
    public void close() {
        data.close();
        iot.close();
        http.close();
        stop.run();
    }

    @Override
    public String toString() {
        return name;
    }
}
