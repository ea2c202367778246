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

import com.sun.management.ThreadMXBean;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.StatusDetails;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** What our calls allocate beside the SDK's own: counted, not timed, over an HTTP client without a network. */
class CallAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Map<String, String> DETAILS = Map.of("claimedBy", "worker-1 run-2 claim-3");
    private static final StatusDetails STATUS_DETAILS = StatusDetails.of(DETAILS);

    private static final String EXECUTION = "{\"execution\":{\"jobId\":\"ota-7\",\"thingName\":\"pump-12\","
            + "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"claimedBy\":\"worker-1 run-2 claim-3\"},"
            + "\"queuedAt\":1764000000,\"startedAt\":1764000001,\"lastUpdatedAt\":1764000001,\"versionNumber\":2,"
            + "\"executionNumber\":1,\"jobDocument\":\"{\\\"operation\\\":\\\"update\\\",\\\"version\\\":\\\"2.1\\\"}\"}}";
    private static final String PENDING = "{\"inProgressJobs\":[],\"queuedJobs\":[{\"jobId\":\"ota-7\","
            + "\"queuedAt\":1764000000,\"lastUpdatedAt\":1764000000,\"versionNumber\":1,\"executionNumber\":1}]}";
    private static final String STATE = "{\"executionState\":{\"status\":\"SUCCEEDED\",\"statusDetails\":"
            + "{\"claimedBy\":\"worker-1 run-2 claim-3\"},\"versionNumber\":3}}";

    private static final Call DESCRIBE = new Call(
            "describe",
            EXECUTION,
            sdk -> sdk.describeJobExecution(
                    r -> r.thingName("pump-12").jobId(Names.NEXT).includeJobDocument(false)),
            jobs -> jobs.describe("pump-12", Names.NEXT, null, false));
    private static final Call GET_PENDING = new Call(
            "getPending",
            PENDING,
            sdk -> sdk.getPendingJobExecutions(r -> r.thingName("pump-12")),
            jobs -> jobs.getPending("pump-12"));
    private static final Call START_NEXT = new Call(
            "startNext",
            EXECUTION,
            sdk -> sdk.startNextPendingJobExecution(r -> r.thingName("pump-12").statusDetails(DETAILS)),
            jobs -> jobs.startNext("pump-12", STATUS_DETAILS, null));
    private static final Call UPDATE = new Call(
            "update",
            STATE,
            sdk -> sdk.updateJobExecution(r -> r.thingName("pump-12")
                    .jobId("ota-7")
                    .status("SUCCEEDED")
                    .executionNumber(1L)
                    .expectedVersion(2L)
                    .statusDetails(DETAILS)
                    .includeJobExecutionState(true)),
            jobs -> jobs.update(
                    new Update("pump-12", "ota-7", ExecutionStatus.SUCCEEDED, 1L, 2L, STATUS_DETAILS, null)));

    private record Call(String name, String body, Raw raw, Ours ours) {

        interface Raw {
            Object on(IotJobsDataPlaneClient sdk);
        }

        interface Ours {
            Object on(JobsDataClient jobs);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final int MOST_ADDED = 1_200;

    /** Timeouts on a request make the SDK copy its configuration. */
    private static final int MOST_ADDED_WITH_TIMEOUTS = 2_400;

    static Stream<Call> calls() {
        return Stream.of(DESCRIBE, GET_PENDING, START_NEXT, UPDATE);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallAddsLittleToTheRawCall(Call call) {
        IotJobsDataPlaneClient sdk = client(call.body(), false);
        IotJobsDataPlaneClient checking = client(call.body(), true);
        JobsDataClient users = new JobsDataClient(sdk);
        JobsDataClient ours = JobsDataClient.ofOurs(checking, checking);

        long[] bytes = bytes(() -> call.raw().on(sdk), () -> call.ours().on(ours), () -> call.ours()
                .on(users));
        long raw = bytes[0];
        long addedByOurs = bytes[1] - raw;
        long addedToUsers = bytes[2] - raw;

        assertThat(addedByOurs)
                .as("bytes of %s, our client, over %s of the raw call", call, raw)
                .isBetween(1L, (long) MOST_ADDED);
        assertThat(addedToUsers)
                .as("bytes of %s, a user's client, over %s of the raw call", call, raw)
                .isBetween(1L, (long) MOST_ADDED);
    }

    @Test
    void aBoundThatIsShorterThanTheClientsOwnAddsTimeoutsToTheRequestAndALongerOneNothing() {
        IotJobsDataPlaneClient sdk = client(UPDATE.body(), false);
        JobsDataClient shorter = new JobsDataClient(sdk).singleAttempt(Duration.ofSeconds(5));
        JobsDataClient longer = new JobsDataClient(sdk).singleAttempt(Duration.ofSeconds(50));

        long[] bytes = bytes(() -> UPDATE.raw().on(sdk), () -> UPDATE.ours().on(shorter), () -> UPDATE.ours()
                .on(longer));
        long addedByShorter = bytes[1] - bytes[0];
        long addedByLonger = bytes[2] - bytes[0];

        assertThat(addedByShorter).isBetween(1L, (long) MOST_ADDED_WITH_TIMEOUTS);
        assertThat(addedByLonger).isBetween(1L, (long) MOST_ADDED);
    }

    /** The bytes of each call when all are compiled: the least of the medians of windows that take turns. */
    private static long[] bytes(Runnable... calls) {
        long[] least = new long[calls.length];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int window = 0; window < 12; window++) {
            for (int i = 0; i < calls.length; i++) {
                least[i] = Math.min(least[i], median(calls[i]));
            }
        }
        return least;
    }

    private static long median(Runnable call) {
        long thread = Thread.currentThread().getId();
        long[] bytes = new long[251];
        for (int i = 0; i < bytes.length; i++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            call.run();
            bytes[i] = THREADS.getThreadAllocatedBytes(thread) - before;
        }
        Arrays.sort(bytes);
        return bytes[bytes.length / 2];
    }

    private static IotJobsDataPlaneClient client(String body, boolean checks) {
        SdkHttpResponse head = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Length", String.valueOf(body.length()))
                .putHeader("Content-Type", "application/json")
                .putHeader("Date", "Tue, 24 Nov 2026 16:00:00 GMT")
                .putHeader("x-amzn-RequestId", "5f1c6b9e-4a31-4d4f-8f0c-1f1c6b9e4a31")
                .build();
        return IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .httpClient(StubHttpClient.answering(head, body))
                .overrideConfiguration(o -> {
                    o.apiCallTimeout(Duration.ofSeconds(30)).apiCallAttemptTimeout(Duration.ofSeconds(10));
                    if (checks) {
                        o.addExecutionInterceptor(new ResponseCheck());
                    }
                })
                .build();
    }
}
