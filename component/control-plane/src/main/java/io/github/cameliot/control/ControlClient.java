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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.client.CallFailure;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.CancelJobRequest;
import software.amazon.awssdk.services.iot.model.CancelJobResponse;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iot.model.CreateJobResponse;
import software.amazon.awssdk.services.iot.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iot.model.DescribeJobRequest;
import software.amazon.awssdk.services.iot.model.DescribeThingRequest;
import software.amazon.awssdk.services.iot.model.GetJobDocumentRequest;
import software.amazon.awssdk.services.iot.model.Job;
import software.amazon.awssdk.services.iot.model.JobExecution;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForJobRequest;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForJobResponse;

/**
 * The calls of the control plane. All throw a {@link JobsCallException} if the service refused the call, did not
 * respond, or returned a response that proves nothing.
 *
 * <p>AWS allows an account about 10 of these calls a second, and responds 400 if there are more.
 */
final class ControlClient {

    private static final String ENDPOINT =
            "Check uriEndpointOverride and region: do not set uriEndpointOverride for AWS.";

    private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

    private final IotClient sdk;
    private final CallTimes times;
    private final AtomicBoolean secondCancelLogged = new AtomicBoolean();

    ControlClient(IotClient sdk, CallTimes times) {
        this.sdk = sdk;
        this.times = times;
    }

    IotClient sdk() {
        return sdk;
    }

    /**
     * A job that now exists.
     *
     * @param isNew false if it existed already, perhaps created by an earlier attempt of this very call
     */
    record Created(String arn, boolean isNew) {}

    /**
     * CreateJob; if the id is used already, also DescribeJob and GetJobDocument.
     *
     * @param traceMember the member of the document that is not compared if it is a trace context; null for none
     * @throws JobConflictException if another job has the id
     */
    Created create(CreateJobRequest request, String traceMember) {
        String tried = "create job " + request.jobId();
        CreateJobResponse response;
        long begun = times.begin();
        try {
            response = sdk.createJob(request);
        } catch (RuntimeException e) {
            JobsCallException failure = CallFailure.of(advice("CreateJob"), tried, e);
            times.failed("CreateJob", failure, begun);
            if (isConflict(e)) {
                return existing(request, traceMember, e);
            }
            throw failure;
        }
        prove("CreateJob", begun, () -> proven(tried, "the job", response.jobArn(), request.jobId(), response.jobId()));
        return new Created(response.jobArn(), true);
    }

    /** Decided by the status, whatever the name of the error is: AWS returns ResourceAlreadyExistsException. */
    private static boolean isConflict(RuntimeException e) {
        return e instanceof AwsServiceException refused && refused.statusCode() == 409;
    }

    private Created existing(CreateJobRequest request, String traceMember, RuntimeException thrown) {
        ExistingJob found;
        try {
            found = new ExistingJob(describe(request.jobId()), document(request.jobId()));
        } catch (JobsCallException e) {
            if (e.statusCode() != 404) {
                throw e;
            }
            throw CallFailure.of(
                    (status, type) ->
                            "The job exists but cannot be read: it was created or deleted a moment ago. Try again.",
                    "create job " + request.jobId(),
                    thrown);
        }
        List<String> differences = found.differencesFrom(request, traceMember);
        if (!differences.isEmpty()) {
            throw new JobConflictException(request.jobId(), differences, thrown);
        }
        return new Created(found.job().jobArn(), false);
    }

    /** DescribeJob. */
    Job describe(String jobId) {
        return job(DescribeJobRequest.builder().jobId(jobId).build());
    }

    /** DescribeJob with this request. */
    Job job(DescribeJobRequest request) {
        String tried = "describe job " + request.jobId();
        return send("DescribeJob", tried, request, sdk::describeJob, response -> {
                    Job job = response.job();
                    proven(
                            tried,
                            "the job",
                            job == null ? null : job.jobArn(),
                            request.jobId(),
                            job == null ? null : job.jobId());
                })
                .job();
    }

    /**
     * GetJobDocument, with the placeholders as they were sent.
     *
     * <p>Source: GetJobDocumentRequest#beforeSubstitution, service model of the AWS SDK 2.40.2.
     */
    private String document(String jobId) {
        String tried = "read the document of job " + jobId;
        GetJobDocumentRequest request = GetJobDocumentRequest.builder()
                .jobId(jobId)
                .beforeSubstitution(true)
                .build();
        return send("GetJobDocument", tried, request, sdk::getJobDocument, response -> {
                    if (response.document() == null) {
                        throw CallFailure.unproven(tried, "HTTP 200 without the document", ENDPOINT, null);
                    }
                })
                .document();
    }

    /**
     * CancelJob. Services other than AWS may refuse it if the job is cancelled already. This counts as success, except
     * with {@code force}, because executions may still be in progress.
     *
     * @return the ARN of the job
     */
    String cancel(CancelJobRequest request) {
        String tried = "cancel job " + request.jobId();
        CancelJobResponse response;
        try {
            response = send(
                    "CancelJob",
                    tried,
                    request,
                    sdk::cancelJob,
                    r -> proven(tried, "the job", r.jobArn(), request.jobId(), r.jobId()));
        } catch (JobsCallException e) {
            return cancelledBefore(request, e);
        }
        return response.jobArn();
    }

    private String cancelledBefore(CancelJobRequest request, JobsCallException refused) {
        boolean mayBe = refused.statusCode() == 400 || refused.statusCode() == 409;
        if (!mayBe
                || Boolean.TRUE.equals(request.force())
                || refused.errorType().startsWith("Throttling")) {
            throw refused;
        }
        Job job;
        try {
            job = describe(request.jobId());
        } catch (JobsCallException e) {
            throw refused;
        }
        if (JobStatus.of(job.statusAsString()) != JobStatus.CANCELED) {
            throw refused;
        }
        if (secondCancelLogged.compareAndSet(false, true)) {
            LOG.warn(
                    "The service refused to cancel job {}, which is cancelled already; this counts as success. AWS "
                            + "accepts a second cancel (inferred). Not repeated for other jobs.",
                    request.jobId());
        }
        return job.jobArn();
    }

    /**
     * DescribeJobExecution.
     *
     * @param executionNumber null for the latest
     */
    JobExecution describeExecution(String thing, String jobId, Long executionNumber) {
        return execution(DescribeJobExecutionRequest.builder()
                .thingName(thing)
                .jobId(jobId)
                .executionNumber(executionNumber)
                .build());
    }

    /** DescribeJobExecution with this request. */
    JobExecution execution(DescribeJobExecutionRequest request) {
        String tried = "describe job " + request.jobId() + " on thing " + request.thingName()
                + (request.executionNumber() == null ? "" : ", execution " + request.executionNumber());
        return send("DescribeJobExecution", tried, request, sdk::describeJobExecution, response -> {
                    JobExecution found = response.execution();
                    proven(
                            tried,
                            "the execution",
                            found == null ? null : found.thingArn(),
                            request.jobId(),
                            found == null ? null : found.jobId());
                })
                .execution();
    }

    /** ListJobExecutionsForJob with this request. */
    ListJobExecutionsForJobResponse executions(ListJobExecutionsForJobRequest request) {
        return send(
                "ListJobExecutionsForJob",
                "list the executions of job " + request.jobId(),
                request,
                sdk::listJobExecutionsForJob,
                response -> {});
    }

    /** DescribeThing. @return the ARN of the thing */
    String thingArn(String thing) {
        String tried = "find thing " + thing;
        DescribeThingRequest request =
                DescribeThingRequest.builder().thingName(thing).build();
        return send(
                        "DescribeThing",
                        tried,
                        request,
                        sdk::describeThing,
                        found -> proven(tried, "the thing", found.thingArn(), thing, found.thingName()))
                .thingArn();
    }

    /**
     * Sends a request that the user built and returns the SDK's response.
     *
     * @throws IllegalArgumentException for a request of another operation
     */
    SdkResponse send(AwsRequest request) {
        if (request instanceof CreateJobRequest r) {
            return send("CreateJob", "create job " + r.jobId(), r, sdk::createJob, response -> {});
        } else if (request instanceof DescribeJobRequest r) {
            return send("DescribeJob", "describe job " + r.jobId(), r, sdk::describeJob, response -> {});
        } else if (request instanceof CancelJobRequest r) {
            return send("CancelJob", "cancel job " + r.jobId(), r, sdk::cancelJob, response -> {});
        } else if (request instanceof DescribeJobExecutionRequest r) {
            return send(
                    "DescribeJobExecution",
                    "describe job " + r.jobId() + " on thing " + r.thingName(),
                    r,
                    sdk::describeJobExecution,
                    response -> {});
        }
        throw new IllegalArgumentException(
                request.getClass().getSimpleName() + " is not a request of the four operations.");
    }

    /** @param proof throws for a response that does not show what was asked for */
    private <Q, R> R send(String action, String tried, Q request, Function<Q, R> call, Consumer<R> proof) {
        long begun = times.begin();
        R response;
        try {
            response = call.apply(request);
        } catch (RuntimeException e) {
            JobsCallException failure = CallFailure.of(advice(action), tried, e);
            times.failed(action, failure, begun);
            throw failure;
        }
        prove(action, begun, () -> proof.accept(response));
        return response;
    }

    private void prove(String action, long begun, Runnable proof) {
        try {
            proof.run();
        } catch (JobsCallException e) {
            times.failed(action, e, begun);
            throw e;
        }
        times.worked(action, begun);
    }

    /** A response 200 that does not contain the expected result may come from a wrong endpoint. */
    private static void proven(String tried, String what, String arn, String asked, String found) {
        if (arn == null || !asked.equals(found)) {
            throw CallFailure.unproven(tried, "HTTP 200 without " + what, ENDPOINT, null);
        }
    }

    private static CallFailure.Advice advice(String action) {
        return (statusCode, errorType) -> {
            if (errorType.startsWith("Throttling") || statusCode == 429) {
                return "Too many calls in this account and region: AWS allows about 10 a second. Call less often.";
            }
            return switch (statusCode) {
                case 0 -> "Check uriEndpointOverride, region, proxy and network.";
                case 200 -> ENDPOINT;
                case 400 -> "The service refuses the values that were sent.";
                case 403 -> "Allow iot:" + action + " for the credentials in use.";
                case 404 -> "The job, thing or group does not exist in this account and region (any more).";
                case 409 -> "It is being changed by another request, or its status does not allow this call.";
                case 410 -> "A limit of the account is reached.";
                default -> statusCode >= 500 ? "The service may have carried it out all the same." : "";
            };
        };
    }
}
