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

import static java.lang.Boolean.TRUE;

import io.github.cameliot.jobsdata.client.Deviations.Deviation;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneServiceClientConfiguration;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionResponse;

/**
 * The four operations of the data plane as calls with model values: one method, one call. Every method throws a {@link
 * JobsCallException} if the service refused the call, did not respond, or returned a response that proves nothing.
 *
 * <p>A client built by this component checks each response before the SDK reads it. A client of the user is used
 * unchanged. Changing the configuration for each request would cost 20 KB, so its responses are checked after the call.
 * <ul>
 * <li>A response without a result that is longer than <code>{}</code>, or of unknown length, may be an error. A read is
 * then sent once more, with the check of this component on that request. A StartNext is not sent again; instead, a
 * Describe with the check shows whether nothing is pending. In all other cases the response proves nothing. (The
 * service returns <code>{}</code> if nothing is pending, which needs no second call.) A complete result is used even if
 * the connection broke after it.</li>
 * <li>It retries as the user has configured it, also in calls of {@link #singleAttempt()}. All guarantees still hold: a
 * repeated claim finds its own claim id in the execution, a repeated update is refused because of its expected version,
 * and {@link JobsCallException#isAmbiguous()} takes the hidden attempts into account. But a call takes as long as its
 * attempts and the pauses between them, so a caller with a deadline uses {@link #singleAttempt(Duration)}. Each attempt
 * counts as a request in the quotas of the service.</li>
 * <li>It decides itself how much of a response it reads. A client built by this component reads at most 1 MiB ({@link
 * BoundedBody}).</li>
 * </ul>
 */
public final class JobsDataClient {

    private static final int LONGEST_ERROR = 200;

    private static final SdkPlugin CHECK =
            config -> config.overrideConfiguration(o -> o.addExecutionInterceptor(new ResponseCheck()));

    private final IotJobsDataPlaneClient sdk;
    private final IotJobsDataPlaneClient single;
    private final boolean checks;
    private final AwsRequestOverrideConfiguration timeouts;
    private final DateHeader date;
    private final Deviations deviations;
    /** Whether a warning that it is closed was already given. */
    private final AtomicBoolean closedIsKnown;

    /** Notified of each call; null for none. */
    private final CallObserver observer;

    /** A client of the user. */
    public JobsDataClient(IotJobsDataPlaneClient sdk) {
        this(sdk, sdk, false);
    }

    private JobsDataClient(IotJobsDataPlaneClient sdk, IotJobsDataPlaneClient single, boolean checks) {
        this.sdk = sdk;
        this.single = single;
        this.checks = checks;
        this.timeouts = null;
        this.date = new DateHeader();
        this.deviations = new Deviations(this::service);
        this.closedIsKnown = new AtomicBoolean();
        this.observer = null;
    }

    /** A client for the same service, with the given SDK client; null timeouts are those of the SDK client. */
    private JobsDataClient(
            JobsDataClient client,
            IotJobsDataPlaneClient sdk,
            AwsRequestOverrideConfiguration timeouts,
            CallObserver observer) {
        this.sdk = sdk;
        this.single = client.single;
        this.checks = client.checks;
        this.timeouts = timeouts;
        this.date = client.date;
        this.deviations = client.deviations;
        this.closedIsKnown = client.closedIsKnown;
        this.observer = observer;
    }

    /**
     * Clients built by this component, which have the {@link ResponseCheck}: one that retries, one with a single
     * attempt.
     */
    static JobsDataClient ofOurs(IotJobsDataPlaneClient retrying, IotJobsDataPlaneClient single) {
        return new JobsDataClient(retrying, single, true);
    }

    /** The same client without retries by this component: for a caller that must see each attempt. */
    public JobsDataClient singleAttempt() {
        return new JobsDataClient(this, single, timeouts, observer);
    }

    /** The same client, whose calls are reported to the observer; null for none. */
    public JobsDataClient observedBy(CallObserver told) {
        return told == observer ? this : new JobsDataClient(this, sdk, timeouts, told);
    }

    /** The same client, whose calls are reported to this observer as well. */
    public JobsDataClient alsoObservedBy(CallObserver told) {
        CallObserver before = observer;
        return observedBy(
                before == null
                        ? told
                        : (operation, result, nanos) -> {
                            told.called(operation, result, nanos);
                            before.called(operation, result, nanos);
                        });
    }

    /**
     * The same as {@link #singleAttempt()}, with a time limit for each call: the call ends within that time, even if
     * something hangs or retries. Shorter timeouts of the client itself stay in force. Timeouts on a request cost 1 KB
     * for each call, so none are set if the client's own timeouts are short enough.
     *
     * @param timeout time limit of a call, more than zero
     */
    public JobsDataClient singleAttempt(Duration timeout) {
        ClientOverrideConfiguration own = configuration(single);
        boolean isBounded =
                own.apiCallTimeout().filter(t -> t.compareTo(timeout) <= 0).isPresent();
        return new JobsDataClient(
                this,
                single,
                isBounded
                        ? null
                        : AwsRequestOverrideConfiguration.builder()
                                .apiCallTimeout(timeout)
                                .build(),
                observer);
    }

    /**
     * Which service its calls reach, by endpoint and region, as in {@code eu-west-1} or
     * {@code https://prefix-ats.iot.eu-west-1.amazonaws.com (eu-west-1)}: the same for all clients that reach it.
     */
    public String service() {
        IotJobsDataPlaneServiceClientConfiguration own;
        try {
            own = sdk.serviceClientConfiguration();
        } catch (UnsupportedOperationException e) {
            own = null;
        }
        if (own == null) { // a client that was not built by this component
            return "the service of a " + sdk.getClass().getName();
        }
        String region = String.valueOf(own.region());
        return own.endpointOverride().map(e -> e + " (" + region + ")").orElse(region);
    }

    /**
     * Signs calls as this client would, for another program to make.
     *
     * @param time how long the URLs are valid, whole seconds up to {@link Presigner#LONGEST}
     * @throws IllegalArgumentException for a client of the user whose credentials or region cannot be read
     */
    public Presigner presigner(Duration time) {
        return new Presigner(sdk, time);
    }

    /** The endpoint that was set; null for that of the region, and for a client of the user that does not say it. */
    public URI endpoint() {
        try {
            IotJobsDataPlaneServiceClientConfiguration own = sdk.serviceClientConfiguration();
            return own == null ? null : own.endpointOverride().orElse(null);
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    /**
     * What its calls are signed with.
     *
     * @throws IllegalArgumentException for a client of the user whose credentials or region cannot be read
     */
    public SigningIdentity identity() {
        return SigningIdentity.of(sdk);
    }

    /** The differences from AWS IoT Jobs that were seen so far. */
    public Deviations deviations() {
        return deviations;
    }

    /** For callers that find the client closed: true for the first of them, which logs the warning. */
    public boolean isFirstToFindItClosed() {
        return closedIsKnown.compareAndSet(false, true);
    }

    private static ClientOverrideConfiguration configuration(IotJobsDataPlaneClient sdk) {
        try {
            IotJobsDataPlaneServiceClientConfiguration own = sdk.serviceClientConfiguration();
            if (own != null) {
                return own.overrideConfiguration();
            }
        } catch (UnsupportedOperationException e) {
            // a client that was not built by this component, as below
        }
        return ClientOverrideConfiguration.builder().build();
    }

    /**
     * DescribeJobExecution, a read.
     *
     * @param jobId a job id or {@link Names#NEXT}
     * @param executionNumber null for the latest
     * @return empty for {@code $next} if nothing is pending
     */
    public Response<Optional<JobExecution>> describe(
            String thing, String jobId, Long executionNumber, boolean includeJobDocument) {
        DescribeJobExecutionRequest request = Requests.describe(thing, jobId, executionNumber, includeJobDocument)
                .overrideConfiguration(timeouts)
                .build();
        DescribeJobExecutionResponse response = call(Operation.DESCRIBE, request);
        Optional<JobExecution> found = ResponseValues.execution(thing, response.execution());
        if (found.isPresent()) {
            requireJobId(Operation.DESCRIBE, request, found.get().jobId());
        }
        boolean isNext = Names.NEXT.equals(jobId);
        if (found.isEmpty() && !isNext) {
            throw Operation.DESCRIBE.unproven(request, "HTTP 200 without the execution");
        }
        if (!isNext && found.get().status().isTerminal()) {
            deviations.note(Deviation.ENDED_IS_SHOWN);
        }
        return response(response, found);
    }

    /** GetPendingJobExecutions, a read. */
    public Response<PendingJobExecutions> getPending(String thing) {
        GetPendingJobExecutionsRequest request =
                Requests.getPending(thing).overrideConfiguration(timeouts).build();
        GetPendingJobExecutionsResponse response = call(Operation.GET_PENDING, request);
        PendingJobExecutions pending = new PendingJobExecutions(
                thing,
                ResponseValues.summaries(response.inProgressJobs()),
                ResponseValues.summaries(response.queuedJobs()));
        pending.inProgressJobs().forEach(s -> requireJobId(Operation.GET_PENDING, request, s.jobId()));
        pending.queuedJobs().forEach(s -> requireJobId(Operation.GET_PENDING, request, s.jobId()));
        return response(response, pending);
    }

    /**
     * StartNextPendingJobExecution, a write. An execution that is already in progress is returned unchanged: it keeps
     * its details and its version.
     *
     * @param details null for none
     * @param stepTimeout null for none
     * @return empty if nothing is pending
     */
    public Response<Optional<JobExecution>> startNext(String thing, StatusDetails details, StepTimeout stepTimeout) {
        StartNextPendingJobExecutionRequest request = Requests.startNext(thing, details, stepTimeout)
                .overrideConfiguration(timeouts)
                .build();
        StartNextPendingJobExecutionResponse response = call(Operation.START_NEXT, request);
        Optional<JobExecution> found = ResponseValues.execution(thing, response.execution());
        if (found.isPresent()) {
            requireJobId(Operation.START_NEXT, request, found.get().jobId());
        }
        return response(response, found);
    }

    /**
     * A job id goes into logs, JMX and later requests. A response with an invalid job id is not a response of AWS IoT
     * Jobs.
     */
    private static <Q extends AwsRequest> void requireJobId(Operation<Q, ?> operation, Q request, String jobId) {
        if (!Names.isJobId(jobId)) {
            throw operation.unproven(request, "HTTP 200 with an invalid job id, " + Names.shown(String.valueOf(jobId)));
        }
    }

    /**
     * UpdateJobExecution, a write.
     *
     * @return the state after the update, which has the requested status
     */
    public Response<ExecutionState> update(Update update) {
        UpdateJobExecutionResponse response = send(update, false);
        return response(response, ResponseValues.state(response));
    }

    /** As {@link #update(Update)}; the response also has the job document if it was requested. */
    public Response<Updated> update(Update update, boolean includeJobDocument) {
        UpdateJobExecutionResponse response = send(update, includeJobDocument);
        return response(response, new Updated(ResponseValues.state(response), response.jobDocument()));
    }

    private UpdateJobExecutionResponse send(Update update, boolean includeJobDocument) {
        UpdateJobExecutionRequest request = Requests.update(update)
                .includeJobDocument(includeJobDocument ? true : null)
                .overrideConfiguration(timeouts)
                .build();
        UpdateJobExecutionResponse response = call(Operation.UPDATE, request);
        if (response.executionState() == null) {
            throw Operation.UPDATE.unproven(request, "HTTP 200 without the execution's state");
        }
        ExecutionStatus status = ExecutionStatus.of(response.executionState().statusAsString());
        if (status != update.status() && status.isTerminal()) {
            deviations.note(Deviation.ENDED_IS_NO_CONFLICT);
            throw Operation.UPDATE.ended(request, ResponseValues.state(response));
        }
        if (status != update.status()) {
            throw Operation.UPDATE.unproven(request, "HTTP 200 with status " + status);
        }
        return response;
    }

    /** The result of an update. */
    public record Updated(ExecutionState state, String jobDocument) {}

    /**
     * Sends a request that the user built, of one of the four operations, and returns the SDK's response.
     *
     * @throws IllegalArgumentException for a request of another operation
     */
    public SdkResponse send(AwsRequest request) {
        if (request instanceof DescribeJobExecutionRequest r) {
            return call(Operation.DESCRIBE, r);
        } else if (request instanceof GetPendingJobExecutionsRequest r) {
            return call(Operation.GET_PENDING, r);
        } else if (request instanceof StartNextPendingJobExecutionRequest r) {
            return call(Operation.START_NEXT, r);
        } else if (request instanceof UpdateJobExecutionRequest r) {
            // If a response may be empty, it can only be checked while it is read.
            return TRUE.equals(r.includeJobExecutionState())
                    ? call(Operation.UPDATE, r)
                    : callChecked(Operation.UPDATE, r);
        }
        throw new IllegalArgumentException(
                request.getClass().getSimpleName() + " is not a request of the four operations.");
    }

    private <Q extends AwsRequest, R extends SdkResponse> R call(Operation<Q, R> operation, Q request) {
        R response = attempt(operation, request);
        if (checks) {
            return response;
        }
        if (response.sdkHttpResponse() != null && ResponseCheck.hasErrorType(response.sdkHttpResponse())) {
            throw operation.unproven(
                    request,
                    "HTTP 200 with an error in its headers ("
                            + OneLine.of(ResponseCheck.errorType(response.sdkHttpResponse()), LONGEST_ERROR) + ")");
        }
        if (operation.shows().test(response) || !ResponseCheck.mayHideAnError(response)) {
            return response;
        }
        if (operation.isRead()) {
            return callChecked(operation, request);
        }
        if (request instanceof StartNextPendingJobExecutionRequest start && isNothingPending(start.thingName())) {
            return response;
        }
        throw operation.unproven(request, "HTTP 200 with something else");
    }

    private boolean isNothingPending(String thing) {
        DescribeJobExecutionRequest request = Requests.describe(thing, Names.NEXT, null, false)
                .overrideConfiguration(timeouts)
                .build();
        return ResponseValues.execution(
                        thing, callChecked(Operation.DESCRIBE, request).execution())
                .isEmpty();
    }

    /** A call whose response is checked while the SDK reads it. */
    private <Q extends AwsRequest, R extends SdkResponse> R callChecked(Operation<Q, R> operation, Q request) {
        return attempt(operation, checks ? request : withCheck(request));
    }

    private <Q extends AwsRequest, R extends SdkResponse> R attempt(Operation<Q, R> operation, Q request) {
        long begun = observer == null ? 0 : System.nanoTime();
        R response;
        try {
            response = operation.call().apply(sdk, request);
        } catch (RuntimeException e) {
            JobsCallException failure = operation.failure(request, e);
            told(operation, CallResult.of(failure), begun);
            throw failure;
        }
        told(operation, CallResult.ok, begun);
        return response;
    }

    private void told(Operation<?, ?> operation, CallResult result, long begun) {
        if (observer != null) {
            observer.called(operation.action(), result, System.nanoTime() - begun);
        }
    }

    @SuppressWarnings("unchecked") // the builder of a request builds a request of the same type
    private static <Q extends AwsRequest> Q withCheck(Q request) {
        AwsRequestOverrideConfiguration config = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .addPlugin(CHECK)
                .build();
        return (Q) request.toBuilder().overrideConfiguration(config).build();
    }

    private <T> Response<T> response(SdkResponse response, T value) {
        return new Response<>(value, date, response);
    }
}
