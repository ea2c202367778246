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
 * The four operations of the data plane as calls with model values: one method, one call. Every method throws a
 * {@link JobsCallException} when the service refused, did not respond, or responded with something that proves nothing.
 *
 * <p>A client of ours looks at each response before the SDK reads it. A client of the user's is used as it is, and nothing
 * is changed for one request of it, which would cost 20 KB: the response is looked at after the call.
 * <ul>
 *   <li>A response without a result that is longer than <code>{}</code>, or of unknown length, may be an error. A read is
 *       then sent once more with the check of a client of ours on that request. A StartNext is not sent again, a checked
 *       Describe shows whether nothing is pending. Else the response proves nothing. (The service says <code>{}</code>
 *       when nothing is pending, which costs no second look.) A result that is complete counts although the connection
 *       broke behind it.</li>
 *   <li>It retries as the user has configured it, in calls of {@link #singleAttempt()} too. No guarantee is lost by that:
 *       a claim that is repeated finds its own claim id in the execution, an update that is repeated is refused by its
 *       expected version, and {@link JobsCallException#isAmbiguous()} counts the attempts that nobody sees. But a call
 *       takes as long as its attempts and the pauses between them, so a caller with a deadline uses
 *       {@link #singleAttempt(Duration)}; and each attempt is a request for the service's quotas.</li>
 *   <li>How much of a response it reads is its own matter. A client of ours reads 1 MiB at most ({@link BoundedBody}).</li>
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
    /** Whether somebody was told that it is closed. */
    private final AtomicBoolean closedIsKnown;

    /** Told of each call; null for nobody. */
    private final CallObserver observer;

    /** A client of the user's. */
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

    /** The same service by a client that it has; null timeouts are the client's own. */
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

    /** Clients of ours, which have the {@link ResponseCheck}: one that retries, one with a single attempt. */
    static JobsDataClient ofOurs(IotJobsDataPlaneClient retrying, IotJobsDataPlaneClient single) {
        return new JobsDataClient(retrying, single, true);
    }

    /** The same client without retries of ours: for a caller that must see each attempt. */
    public JobsDataClient singleAttempt() {
        return new JobsDataClient(this, single, timeouts, observer);
    }

    /** The same client, whose calls are told to the observer; null for nobody. */
    public JobsDataClient observedBy(CallObserver told) {
        return told == observer ? this : new JobsDataClient(this, sdk, timeouts, told);
    }

    /**
     * The same as {@link #singleAttempt()}, with a bound for each call: it ends in that time, whatever hangs and whoever
     * retries. Shorter timeouts of the client itself stay. Timeouts on a request cost 1 KB a call, so there are none where
     * the client's own are short enough.
     *
     * @param timeout of a call, more than zero
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
        if (own == null) { // a client of somebody else's making
            return "the service of a " + sdk.getClass().getName();
        }
        String region = String.valueOf(own.region());
        return own.endpointOverride().map(e -> e + " (" + region + ")").orElse(region);
    }

    /**
     * Signs calls as this client would, for somebody else to make.
     *
     * @param time how long, whole seconds up to {@link Presigner#LONGEST}
     * @throws IllegalArgumentException for a client of the user's that does not show how it signs
     */
    public Presigner presigner(Duration time) {
        return new Presigner(sdk, time);
    }

    /** How it differs from AWS IoT Jobs, as far as that was met. */
    public Deviations deviations() {
        return deviations;
    }

    /** For those who find it closed: true for the first of them, who is to warn. */
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
            // a client of somebody else's making, as below
        }
        return ClientOverrideConfiguration.builder().build();
    }

    /**
     * DescribeJobExecution, a read.
     *
     * @param jobId a job id or {@link Names#NEXT}
     * @param executionNumber null for the latest
     * @return empty when {@code $next} is asked for and nothing is pending
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
     * StartNextPendingJobExecution, a write. An execution that is already in progress comes back untouched: its
     * details are not the ones sent and its version is not raised.
     *
     * @param details null for none
     * @param stepTimeout null for none
     * @return empty when nothing is pending
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

    /** A job id goes into logs, JMX and later requests: what cannot be one is no response of AWS IoT Jobs. */
    private static <Q extends AwsRequest> void requireJobId(Operation<Q, ?> operation, Q request, String jobId) {
        if (!Names.isJobId(jobId)) {
            throw operation.unproven(
                    request,
                    "HTTP 200 with the job id " + Names.shown(String.valueOf(jobId)) + ", which cannot be one");
        }
    }

    /**
     * UpdateJobExecution, a write.
     *
     * @return the state after the update, which has the status that was asked for
     */
    public Response<ExecutionState> update(Update update) {
        UpdateJobExecutionResponse response = send(update, false);
        return response(response, ResponseValues.state(response));
    }

    /** As {@link #update(Update)}, and the response has the job document too, if asked for. */
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

    /** What an update showed. */
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
            // A response that need not show anything can only be looked at while it is read.
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

    /** A call whose response is looked at while the SDK reads it. */
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

    @SuppressWarnings("unchecked") // a request's builder builds that request
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
