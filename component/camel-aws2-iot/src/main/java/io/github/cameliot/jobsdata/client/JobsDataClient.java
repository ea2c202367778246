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
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.JobExecutionSummary;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
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
 * The four operations of the data plane as calls with model values: one method, one call. Every method throws a
 * {@link JobsCallException} when the service refused, did not answer, or answered with something that proves nothing.
 *
 * <p>What a call needs beyond the client's own configuration goes along with the request, so that a client which the
 * user brought behaves as one of ours.
 */
public final class JobsDataClient {

    private static final SdkPlugin CHECKED =
            config -> config.overrideConfiguration(o -> o.addExecutionInterceptor(new AnswerCheck()));
    private static final SdkPlugin SINGLE_ATTEMPT =
            config -> config.overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));

    private final IotJobsDataPlaneClient sdk;
    private final List<SdkPlugin> plugins;

    /** A client whose calls are retried as the SDK client is configured. */
    public JobsDataClient(IotJobsDataPlaneClient sdk) {
        this(sdk, List.of(CHECKED));
    }

    private JobsDataClient(IotJobsDataPlaneClient sdk, List<SdkPlugin> plugins) {
        this.sdk = sdk;
        this.plugins = plugins;
    }

    /** The same client without retries: for a caller that must see each attempt. */
    public JobsDataClient singleAttempt() {
        return new JobsDataClient(sdk, List.of(CHECKED, SINGLE_ATTEMPT));
    }

    /**
     * DescribeJobExecution, a read.
     *
     * @param jobId a job id or {@link Names#NEXT}
     * @param executionNumber null for the latest
     * @return empty when {@code $next} is asked for and nothing is pending
     */
    public Answer<Optional<JobExecution>> describe(
            String thing, String jobId, Long executionNumber, boolean includeJobDocument) {
        DescribeJobExecutionRequest request = DescribeJobExecutionRequest.builder()
                .thingName(thing)
                .jobId(jobId)
                .executionNumber(executionNumber)
                .includeJobDocument(includeJobDocument)
                .build();
        String tried =
                "describe " + (Names.NEXT.equals(jobId) ? "the next job" : "job " + jobId) + " of thing " + thing;
        DescribeJobExecutionResponse response = send("DescribeJobExecution", tried, request, sdk::describeJobExecution);
        Optional<JobExecution> found = execution(thing, response.execution());
        if (found.isEmpty() && !Names.NEXT.equals(jobId)) {
            throw CallFailure.unproven(tried, "HTTP 200 without the execution", null);
        }
        return answer(response, found);
    }

    /** GetPendingJobExecutions, a read. */
    public Answer<PendingJobExecutions> getPending(String thing) {
        GetPendingJobExecutionsRequest request =
                GetPendingJobExecutionsRequest.builder().thingName(thing).build();
        GetPendingJobExecutionsResponse response = send(
                "GetPendingJobExecutions",
                "list the pending jobs of thing " + thing,
                request,
                sdk::getPendingJobExecutions);
        return answer(
                response,
                new PendingJobExecutions(
                        thing, summaries(response.inProgressJobs()), summaries(response.queuedJobs())));
    }

    /**
     * StartNextPendingJobExecution, a write. An execution that is already in progress comes back untouched: its
     * details are not the ones sent and its version is not raised.
     *
     * @param details null for none
     * @param stepTimeout null for none
     * @return empty when nothing is pending
     */
    public Answer<Optional<JobExecution>> startNext(String thing, StatusDetails details, StepTimeout stepTimeout) {
        StartNextPendingJobExecutionRequest request = StartNextPendingJobExecutionRequest.builder()
                .thingName(thing)
                .statusDetails(details == null ? null : details.pairs())
                .stepTimeoutInMinutes(stepTimeout == null ? null : stepTimeout.minutes())
                .build();
        StartNextPendingJobExecutionResponse response = send(
                "StartNextPendingJobExecution",
                "start the next job of thing " + thing,
                request,
                sdk::startNextPendingJobExecution);
        return answer(response, execution(thing, response.execution()));
    }

    /**
     * UpdateJobExecution, a write.
     *
     * @return the state after the update, which has the status that was asked for
     */
    public Answer<ExecutionState> update(Update update) {
        Answer<Updated> answer = update(update, false);
        return new Answer<>(answer.value().state(), answer.date());
    }

    /** As {@link #update(Update)}, and the answer has the job document too, if asked for. */
    public Answer<Updated> update(Update update, boolean includeJobDocument) {
        UpdateJobExecutionRequest request = UpdateJobExecutionRequest.builder()
                .thingName(update.thing())
                .jobId(update.jobId())
                .status(update.status().name())
                .executionNumber(update.executionNumber())
                .expectedVersion(update.expectedVersion())
                .statusDetails(
                        update.details() == null ? null : update.details().pairs())
                .stepTimeoutInMinutes(
                        update.stepTimeout() == null
                                ? null
                                : update.stepTimeout().minutes())
                .includeJobExecutionState(true)
                .includeJobDocument(includeJobDocument ? true : null)
                .build();
        String tried = tried(update);
        UpdateJobExecutionResponse response = send("UpdateJobExecution", tried, request, sdk::updateJobExecution);
        if (response.executionState() == null) {
            throw CallFailure.unproven(tried, "HTTP 200 without the execution's state", null);
        }
        ExecutionState state = new ExecutionState(
                ExecutionStatus.of(response.executionState().statusAsString()),
                response.executionState().statusDetails(),
                orZero(response.executionState().versionNumber()));
        if (state.status() != update.status()) {
            throw CallFailure.unproven(tried, "HTTP 200 with status " + state.status(), null);
        }
        return answer(response, new Updated(state, response.jobDocument()));
    }

    /** What an update showed. */
    public record Updated(ExecutionState state, String jobDocument) {}

    /**
     * Sends a request that the user built, of one of the four operations, and returns the SDK's response.
     *
     * @throws IllegalArgumentException for a request of another operation
     */
    public SdkResponse send(AwsRequest request) {
        if (request instanceof DescribeJobExecutionRequest r) {
            return send(
                    "DescribeJobExecution",
                    "describe job " + r.jobId() + " of thing " + r.thingName(),
                    r,
                    sdk::describeJobExecution);
        } else if (request instanceof GetPendingJobExecutionsRequest r) {
            return send(
                    "GetPendingJobExecutions",
                    "list the pending jobs of thing " + r.thingName(),
                    r,
                    sdk::getPendingJobExecutions);
        } else if (request instanceof StartNextPendingJobExecutionRequest r) {
            return send(
                    "StartNextPendingJobExecution",
                    "start the next job of thing " + r.thingName(),
                    r,
                    sdk::startNextPendingJobExecution);
        } else if (request instanceof UpdateJobExecutionRequest r) {
            return send(
                    "UpdateJobExecution",
                    "update job " + r.jobId() + " on thing " + r.thingName(),
                    r,
                    sdk::updateJobExecution);
        }
        throw new IllegalArgumentException(
                request.getClass().getSimpleName() + " is not a request of the four operations.");
    }

    private <Q extends AwsRequest, R> R send(String action, String tried, Q request, Function<Q, R> call) {
        try {
            return call.apply(withPlugins(request));
        } catch (RuntimeException e) {
            throw CallFailure.of(action, tried, e);
        }
    }

    @SuppressWarnings("unchecked") // a request's builder builds that request
    private <Q extends AwsRequest> Q withPlugins(Q request) {
        AwsRequestOverrideConfiguration.Builder config = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        plugins.forEach(config::addPlugin);
        return (Q) request.toBuilder().overrideConfiguration(config.build()).build();
    }

    private static String tried(Update update) {
        return (update.status().isTerminal() ? "report " : "update to ") + update.status() + " for job "
                + update.jobId()
                + " on thing " + update.thing()
                + (update.executionNumber() == null ? "" : ", execution " + update.executionNumber())
                + (update.expectedVersion() == null ? "" : ", expected version " + update.expectedVersion());
    }

    private static List<JobExecutionSummary> summaries(
            List<software.amazon.awssdk.services.iotjobsdataplane.model.JobExecutionSummary> list) {
        return list.stream()
                .map(s -> new JobExecutionSummary(
                        s.jobId(),
                        orZero(s.executionNumber()),
                        orZero(s.versionNumber()),
                        instant(s.queuedAt()),
                        instant(s.startedAt()),
                        instant(s.lastUpdatedAt())))
                .toList();
    }

    /** @return empty for none; an execution without a job id is taken for none, as the MQTT side of AWS IoT sends it */
    private static Optional<JobExecution> execution(
            String thing, software.amazon.awssdk.services.iotjobsdataplane.model.JobExecution e) {
        if (e == null || e.jobId() == null) {
            return Optional.empty();
        }
        return Optional.of(new JobExecution(
                thing,
                e.jobId(),
                orZero(e.executionNumber()),
                orZero(e.versionNumber()),
                ExecutionStatus.of(e.statusAsString()),
                e.statusDetails(),
                instant(e.queuedAt()),
                instant(e.startedAt()),
                instant(e.lastUpdatedAt()),
                e.approximateSecondsBeforeTimedOut() == null
                        ? null
                        : Duration.ofSeconds(e.approximateSecondsBeforeTimedOut()),
                e.jobDocument()));
    }

    private static <T> Answer<T> answer(SdkResponse response, T value) {
        return new Answer<>(
                value, response.sdkHttpResponse().firstMatchingHeader("Date").flatMap(JobsDataClient::date));
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(Long epochSeconds) {
        return epochSeconds == null ? null : Instant.ofEpochSecond(epochSeconds);
    }

    private static long orZero(Long number) {
        return number == null ? 0 : number;
    }
}
