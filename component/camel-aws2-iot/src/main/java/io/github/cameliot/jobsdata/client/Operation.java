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

import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionResponse;

/**
 * One of the four operations of the data plane.
 *
 * @param action its name in an IAM policy
 * @param call how the SDK makes it
 * @param shows whether the response contains a member of a result
 * @param tried what a request does, as in {@code describe job ota-7 of thing pump-12}
 */
record Operation<Q extends AwsRequest, R extends SdkResponse>(
        String action, BiFunction<IotJobsDataPlaneClient, Q, R> call, Predicate<R> shows, Function<Q, String> tried) {

    static final Operation<DescribeJobExecutionRequest, DescribeJobExecutionResponse> DESCRIBE = new Operation<>(
            "DescribeJobExecution",
            IotJobsDataPlaneClient::describeJobExecution,
            r -> r.execution() != null,
            q -> "describe " + (Names.NEXT.equals(q.jobId()) ? "the next job" : "job " + q.jobId()) + " of thing "
                    + q.thingName());

    static final Operation<GetPendingJobExecutionsRequest, GetPendingJobExecutionsResponse> GET_PENDING =
            new Operation<>(
                    "GetPendingJobExecutions",
                    IotJobsDataPlaneClient::getPendingJobExecutions,
                    r -> r.hasInProgressJobs() || r.hasQueuedJobs(),
                    q -> "list the pending jobs of thing " + q.thingName());

    static final Operation<StartNextPendingJobExecutionRequest, StartNextPendingJobExecutionResponse> START_NEXT =
            new Operation<>(
                    "StartNextPendingJobExecution",
                    IotJobsDataPlaneClient::startNextPendingJobExecution,
                    r -> r.execution() != null,
                    q -> "start the next job of thing " + q.thingName());

    static final Operation<UpdateJobExecutionRequest, UpdateJobExecutionResponse> UPDATE = new Operation<>(
            "UpdateJobExecution",
            IotJobsDataPlaneClient::updateJobExecution,
            r -> r.executionState() != null || r.jobDocument() != null,
            Operation::tried);

    boolean isRead() {
        return this == DESCRIBE || this == GET_PENDING;
    }

    private static String tried(UpdateJobExecutionRequest q) {
        return (ExecutionStatus.of(q.statusAsString()).isTerminal() ? "report " : "update to ") + q.statusAsString()
                + " for job " + q.jobId()
                + " on thing " + q.thingName()
                + (q.executionNumber() == null ? "" : ", execution " + q.executionNumber())
                + (q.expectedVersion() == null ? "" : ", expected version " + q.expectedVersion());
    }

    JobsCallException failure(Q request, RuntimeException thrown) {
        return CallFailure.of(action, tried.apply(request), thrown);
    }

    /** The request could not be presigned. */
    JobsCallException unsigned(Q request, RuntimeException thrown) {
        return CallFailure.of(action, "presign the call to " + tried.apply(request), thrown);
    }

    /** The execution has ended, as a response 200 shows. */
    JobsCallException ended(Q request, ExecutionState state) {
        return JobsCallException.withResponse(
                "Cannot " + tried.apply(request) + ": the execution has ended, " + state.status()
                        + ". It cannot be updated any more.",
                200,
                "ended",
                state,
                false,
                null);
    }

    /** @param found what the response contains instead of the result */
    JobsCallException unproven(Q request, String found) {
        return CallFailure.unproven(tried.apply(request), found, null);
    }
}
