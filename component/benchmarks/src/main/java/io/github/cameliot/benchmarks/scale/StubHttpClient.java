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
package io.github.cameliot.benchmarks.scale;

import io.github.cameliot.jobsdata.client.ClientOptions;
import io.github.cameliot.jobsdata.client.Credentials;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.RetryMode;
import io.github.cameliot.jobsdata.client.SharedClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** An HTTP client without a network: the cost of a call is then only the work of the SDK and of this project. */
final class StubHttpClient implements SdkHttpClient {

    /** Returns the body of the response. */
    interface Service {
        byte[] respond(String method, String path, String body);
    }

    private final Service service;

    private StubHttpClient(Service service) {
        this.service = service;
    }

    /** A client of the SDK over this stub, with the timeouts that the component gives its own. */
    static IotJobsDataPlaneClient sdkClient(Service service) {
        return sdkClient(service, timeouts().build());
    }

    /** As the component builds it for its options, with the same timeouts. */
    static JobsDataClient clientOfTheComponent(Service service) {
        ClientOptions options = new ClientOptions(
                Region.EU_WEST_1.id(),
                URI.create("http://127.0.0.1:1"),
                new Credentials.Keys("a", "s", null),
                null,
                null,
                false,
                new ClientOptions.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(10)),
                RetryMode.standard);
        return SharedClients.ofDataPlane(o -> new StubHttpClient(service)).acquire(options);
    }

    /**
     * As {@link #sdkClient(Service)}, but without timeouts: otherwise the SDK keeps a timer for each finished call
     * until its timeout.
     */
    static IotJobsDataPlaneClient sdkClientWithoutTimers(Service service) {
        return sdkClient(service, ClientOverrideConfiguration.builder().build());
    }

    /** As {@link #sdkClient(Service)}, but the timer of a call is removed when the call has returned. */
    static IotJobsDataPlaneClient sdkClientThatRemovesTimers(Service service) {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, Inside::daemon);
        timers.setRemoveOnCancelPolicy(true);
        return sdkClient(service, timeouts().scheduledExecutorService(timers).build());
    }

    private static ClientOverrideConfiguration.Builder timeouts() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(Duration.ofSeconds(30))
                .apiCallAttemptTimeout(Duration.ofSeconds(10));
    }

    private static IotJobsDataPlaneClient sdkClient(Service service, ClientOverrideConfiguration configuration) {
        return IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .httpClient(new StubHttpClient(service))
                .overrideConfiguration(configuration)
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return response(service.respond(
                        request.httpRequest().method().name(),
                        request.httpRequest().encodedPath(),
                        body(request)));
            }

            @Override
            public void abort() {}
        };
    }

    private static String body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return "";
        }
        try (InputStream content = request.contentStreamProvider().get().newStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpExecuteResponse response(byte[] body) {
        SdkHttpResponse head = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Length", String.valueOf(body.length))
                .putHeader("Content-Type", "application/json")
                .putHeader("Date", "Tue, 24 Nov 2026 16:00:00 GMT")
                .putHeader("x-amzn-RequestId", "5f1c6b9e-4a31-4d4f-8f0c-1f1c6b9e4a31")
                .build();
        return HttpExecuteResponse.builder()
                .response(head)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    @Override
    public void close() {}
}
