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

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The measured operation, with the values of the call. Values that differ from message to message are headers. */
enum Operation {
    describe(Body.EXECUTION, "iot-jobs-data:describe", Map.of(IotJobsDataConstants.THING, Values.THING)) {
        @Override
        Call raw(Clients clients) {
            IotJobsDataPlaneClient sdk = clients.jobs(body());
            return () -> sdk.describeJobExecution(
                    r -> r.thingName(Values.THING).jobId("$next").includeJobDocument(true));
        }
    },
    getPending(Body.PENDING, "iot-jobs-data:getPending", Map.of(IotJobsDataConstants.THING, Values.THING)) {
        @Override
        Call raw(Clients clients) {
            IotJobsDataPlaneClient sdk = clients.jobs(body());
            return () -> sdk.getPendingJobExecutions(r -> r.thingName(Values.THING));
        }
    },
    startNext(
            Body.EXECUTION,
            "iot-jobs-data:startNext",
            Map.of(
                    IotJobsDataConstants.THING,
                    Values.THING,
                    IotJobsDataConstants.UPDATE_STATUS_DETAILS,
                    Values.DETAILS)) {
        @Override
        Call raw(Clients clients) {
            IotJobsDataPlaneClient sdk = clients.jobs(body());
            return () -> sdk.startNextPendingJobExecution(
                    r -> r.thingName(Values.THING).statusDetails(Values.DETAILS));
        }
    },
    update(
            Body.STATE,
            "iot-jobs-data:update?status=SUCCEEDED",
            Map.of(
                    IotJobsDataConstants.THING,
                    Values.THING,
                    IotJobsDataConstants.JOB_ID,
                    Values.JOB,
                    IotJobsDataConstants.EXECUTION_NUMBER,
                    1L,
                    IotJobsDataConstants.EXPECTED_VERSION,
                    2L,
                    IotJobsDataConstants.UPDATE_STATUS_DETAILS,
                    Values.DETAILS)) {
        @Override
        Call raw(Clients clients) {
            IotJobsDataPlaneClient sdk = clients.jobs(body());
            return () -> sdk.updateJobExecution(r -> r.thingName(Values.THING)
                    .jobId(Values.JOB)
                    .status("SUCCEEDED")
                    .executionNumber(1L)
                    .expectedVersion(2L)
                    .statusDetails(Values.DETAILS)
                    .includeJobExecutionState(true));
        }
    },
    sendMessage(
            Body.SENT, "aws2-sqs:orders?queueUrl=RAW(" + Values.QUEUE + ")", Map.of(Values.ATTRIBUTE, Values.THING)) {
        @Override
        Call raw(Clients clients) {
            SqsClient sdk = clients.sqs(body());
            return () -> sdk.sendMessage(r -> r.queueUrl(Values.QUEUE)
                    .messageBody(Values.TEXT)
                    .messageAttributes(Map.of(
                            Values.ATTRIBUTE,
                            MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue(Values.THING)
                                    .build())));
        }

        @Override
        List<Caller> callers() {
            return List.of(Caller.sqs, Caller.trivial);
        }
    };

    private final String body;
    private final String uri;

    @SuppressWarnings("ImmutableEnumChecker") // of Map.of
    private final Map<String, Object> headers;

    Operation(String body, String uri, Map<String, Object> headers) {
        this.body = body;
        this.uri = uri;
        this.headers = headers;
    }

    /** The call of the SDK alone. */
    abstract Call raw(Clients clients);

    /** The other callers that make it. */
    List<Caller> callers() {
        return List.of(Caller.own, Caller.user, Caller.trivial);
    }

    boolean isOurs() {
        return this != sendMessage;
    }

    /** The body of the service's response. */
    String body() {
        return body;
    }

    /** The endpoint, without its client. */
    String uri() {
        return uri;
    }

    /** The headers of a message for this call. */
    Map<String, Object> headers() {
        return headers;
    }

    /** The body of a message for this call. */
    String text() {
        return isOurs() ? null : Values.TEXT;
    }

    private static final class Values {
        static final String THING = "pump-12";
        static final String JOB = "ota-7";
        static final Map<String, String> DETAILS = Map.of("step", "download 3 of 5");
        static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
        static final String ATTRIBUTE = "thing";
        static final String TEXT = "{\"operation\":\"update\",\"version\":\"2.1\"}";
    }

    private static final class Body {
        static final String EXECUTION = "{\"execution\":{\"jobId\":\"ota-7\",\"thingName\":\"pump-12\","
                + "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"step\":\"download 3 of 5\"},"
                + "\"queuedAt\":1764000000,\"startedAt\":1764000001,\"lastUpdatedAt\":1764000001,\"versionNumber\":2,"
                + "\"executionNumber\":1,"
                + "\"jobDocument\":\"{\\\"operation\\\":\\\"update\\\",\\\"version\\\":\\\"2.1\\\"}\"}}";
        static final String PENDING = "{\"inProgressJobs\":[],\"queuedJobs\":[{\"jobId\":\"ota-7\","
                + "\"queuedAt\":1764000000,\"lastUpdatedAt\":1764000000,\"versionNumber\":1,\"executionNumber\":1}]}";
        static final String STATE = "{\"executionState\":{\"status\":\"SUCCEEDED\",\"statusDetails\":"
                + "{\"step\":\"download 3 of 5\"},\"versionNumber\":3}}";
        /** With the checksums of the text and of the attributes, which the SDK compares. */
        static final String SENT = "{\"MessageId\":\"5f1c6b9e-4a31-4d4f-8f0c-1f1c6b9e4a31\","
                + "\"MD5OfMessageBody\":\"5db66589f67194a2b442c8d714db5d5f\","
                + "\"MD5OfMessageAttributes\":\"5203031320592258a5d74d7d8f35544a\"}";
    }
}
