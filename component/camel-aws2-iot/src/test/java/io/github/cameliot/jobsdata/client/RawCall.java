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

import io.github.cameliot.jobsdata.model.Names;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** The four operations as calls of the SDK alone, over an HTTP client without a network. */
public enum RawCall {
    DESCRIBE(Body.EXECUTION) {
        @Override
        public Object on(IotJobsDataPlaneClient sdk) {
            return sdk.describeJobExecution(
                    r -> r.thingName("pump-12").jobId(Names.NEXT).includeJobDocument(false));
        }
    },
    GET_PENDING(Body.PENDING) {
        @Override
        public Object on(IotJobsDataPlaneClient sdk) {
            return sdk.getPendingJobExecutions(r -> r.thingName("pump-12"));
        }
    },
    START_NEXT(Body.EXECUTION) {
        @Override
        public Object on(IotJobsDataPlaneClient sdk) {
            return sdk.startNextPendingJobExecution(r -> r.thingName("pump-12").statusDetails(DETAILS));
        }
    },
    UPDATE(Body.STATE) {
        @Override
        public Object on(IotJobsDataPlaneClient sdk) {
            return sdk.updateJobExecution(r -> r.thingName("pump-12")
                    .jobId("ota-7")
                    .status("SUCCEEDED")
                    .executionNumber(1L)
                    .expectedVersion(2L)
                    .statusDetails(DETAILS)
                    .includeJobExecutionState(true));
        }
    };

    /** The status details that are sent. */
    public static final Map<String, String> DETAILS = Map.of("claimedBy", "worker-1 run-2 claim-3");

    private final String body;

    RawCall(String body) {
        this.body = body;
    }

    /** Makes the call. */
    public abstract Object on(IotJobsDataPlaneClient sdk);

    /** A client with the timeouts of a client of ours. */
    public IotJobsDataPlaneClient client(ExecutionInterceptor... interceptors) {
        return IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .httpClient(http())
                .overrideConfiguration(o -> {
                    o.apiCallTimeout(Duration.ofSeconds(30)).apiCallAttemptTimeout(Duration.ofSeconds(10));
                    for (ExecutionInterceptor interceptor : interceptors) {
                        o.addExecutionInterceptor(interceptor);
                    }
                })
                .build();
    }

    /** An HTTP client that responds to this call. */
    public SdkHttpClient http() {
        SdkHttpResponse head = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Length", String.valueOf(body.length()))
                .putHeader("Content-Type", "application/json")
                .putHeader("Date", "Tue, 24 Nov 2026 16:00:00 GMT")
                .putHeader("x-amzn-RequestId", "5f1c6b9e-4a31-4d4f-8f0c-1f1c6b9e4a31")
                .build();
        return StubHttpClient.answering(head, body);
    }

    private static final class Body {
        static final String EXECUTION = "{\"execution\":{\"jobId\":\"ota-7\",\"thingName\":\"pump-12\","
                + "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"claimedBy\":\"worker-1 run-2 claim-3\"},"
                + "\"queuedAt\":1764000000,\"startedAt\":1764000001,\"lastUpdatedAt\":1764000001,\"versionNumber\":2,"
                + "\"executionNumber\":1,"
                + "\"jobDocument\":\"{\\\"operation\\\":\\\"update\\\",\\\"version\\\":\\\"2.1\\\"}\"}}";
        static final String PENDING = "{\"inProgressJobs\":[],\"queuedJobs\":[{\"jobId\":\"ota-7\","
                + "\"queuedAt\":1764000000,\"lastUpdatedAt\":1764000000,\"versionNumber\":1,\"executionNumber\":1}]}";
        static final String STATE = "{\"executionState\":{\"status\":\"SUCCEEDED\",\"statusDetails\":"
                + "{\"claimedBy\":\"worker-1 run-2 claim-3\"},\"versionNumber\":3}}";
    }
}
