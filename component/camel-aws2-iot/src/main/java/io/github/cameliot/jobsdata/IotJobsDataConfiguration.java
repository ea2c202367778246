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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.options.IotClientConfiguration;
import io.github.cameliot.jobsdata.options.MaxDelay;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import java.time.Duration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** The options of a component, and those an endpoint may set for itself. */
@UriParams
public class IotJobsDataConfiguration extends IotClientConfiguration {

    @UriParam
    private String thing;

    @UriParam(label = "producer")
    private String jobId;

    @UriParam(label = "producer", enums = "IN_PROGRESS,SUCCEEDED,FAILED,REJECTED")
    private String status;

    @UriParam(label = "producer", javaType = "java.time.Duration")
    private Duration handOver;

    @UriParam(label = "producer")
    private boolean release;

    @UriParam
    private String stepTimeout;

    @UriParam(label = "producer")
    private Long executionNumber;

    @UriParam(label = "producer")
    private Long expectedVersion;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean includeJobDocument = true;

    @UriParam(label = "producer")
    private boolean pojoRequest;

    @UriParam(label = "producer", javaType = "java.time.Duration")
    private Duration presign;

    @UriParam(label = "consumer", defaultValue = "5s", javaType = "java.time.Duration")
    private Duration delay = Duration.ofSeconds(5);

    // Null if it is not set. No Javadoc: a field's would become the description of the option.
    @UriParam(label = "consumer", defaultValue = "1m", javaType = "java.time.Duration")
    private Duration maxDelay;

    @UriParam(label = "consumer", defaultValue = "10")
    private int maxInFlight = 10;

    @UriParam(label = "session", defaultValue = "fail")
    private OnFailure onFailure = OnFailure.fail;

    @UriParam(label = "producer")
    private boolean session;

    @UriParam(label = "session")
    private String workerId;

    @UriParam(label = "session", defaultValue = "5m", javaType = "java.time.Duration")
    private Duration lease = Duration.ofMinutes(5);

    @UriParam(label = "session", javaType = "java.time.Duration")
    private Duration heartbeat;

    @UriParam(label = "session", defaultValue = "expired")
    private Resume resume = Resume.expired;

    @UriParam(label = "session", defaultValue = "1h", javaType = "java.time.Duration")
    private Duration maxRunTime = Duration.ofHours(1);

    @UriParam(label = "session", defaultValue = "3")
    private int maxAttempts = 3;

    @UriParam(label = "session")
    private OutcomeRepository outcomeRepository;

    @UriParam(label = "consumer")
    private boolean interruptOnLost;

    @UriParam(label = "session")
    private String traceContext;

    @UriParam(label = "consumer")
    private Things things;

    @UriParam(label = "session")
    private JobFilter filter;

    @UriParam(label = "consumer", defaultValue = "0")
    private int maxRequestsPerSecond;

    @UriParam(label = "consumer")
    private boolean push;

    @UriParam(label = "consumer")
    private String pushEndpoint;

    @UriParam(label = "consumer", defaultValue = "15m", javaType = "java.time.Duration")
    private Duration pushMaxDelay = Duration.ofMinutes(15);

    @UriParam(label = "consumer", defaultValue = "auto")
    private PushSubscriptions pushSubscriptions = PushSubscriptions.auto;

    @UriParam(label = "consumer")
    private String pushGroup;

    @UriParam(label = "consumer")
    private String pushClientId;

    @UriParam(label = "advanced")
    @Metadata(autowired = true)
    private IotJobsDataPlaneClient iotJobsDataPlaneClient;

    @UriParam
    private String uriEndpointOverride;

    /** A copy whose options may be changed alone. */
    @Override
    public IotJobsDataConfiguration copy() {
        return (IotJobsDataConfiguration) super.copy();
    }

    public String getThing() {
        return thing;
    }

    /**
     * The name of the thing: 1 to 128 of a-z A-Z 0-9 : _ -. A consumer takes one or more names, separated by commas,
     * as in pump-12,pump-17. A producer takes one name; the header CamelAwsIotJobsThing overrides it.
     */
    public void setThing(String thing) {
        this.thing = thing;
    }

    public String getJobId() {
        return jobId;
    }

    /**
     * The id of the job: 1 to 64 of a-z A-Z 0-9 _ -. The header CamelAwsIotJobsJobId overrides it. If neither is set,
     * describe reads the next job of the thing ($next), and update is about the job that the route runs.
     */
    public void setJobId(String jobId) {
        this.jobId = jobId;
    }

    public String getStatus() {
        return status;
    }

    /**
     * The status that update reports: IN_PROGRESS, SUCCEEDED, FAILED or REJECTED. The header
     * CamelAwsIotJobsUpdateStatus overrides it.
     */
    public void setStatus(String status) {
        this.status = status;
    }

    public Duration getHandOver() {
        return handOver;
    }

    /**
     * With update: hands the job over to another system, which reports the result, and ends the session. No worker
     * claims the job until this time has passed: 1s to 7d, as in 30m. The status details of the update are added to
     * those of the execution. If the result was reported already, that is no error.
     */
    public void setHandOver(Duration handOver) {
        this.handOver = handOver;
    }

    public boolean isRelease() {
        return release;
    }

    /**
     * With update: releases a job that was handed over, before its deadline, so that the next poll of any worker
     * runs it again. Any process can do it. The status details of the update are added to those of the execution, and
     * the hand-over does not count as an attempt. If the job is not handed over, the update is refused.
     */
    public void setRelease(boolean release) {
        this.release = release;
    }

    public String getStepTimeout() {
        return stepTimeout;
    }

    /**
     * How long the service waits for the next update before it times the execution out (the step timer of AWS): whole
     * minutes from 1m to 7d, as in 10m. With update, the word cancel stops the timer. If not set, the timer is not
     * changed. With a session (each consumer, or a producer with session=true), each heartbeat starts the timer again,
     * so the value must be at least twice the lease plus one minute.
     */
    public void setStepTimeout(String stepTimeout) {
        this.stepTimeout = stepTimeout;
    }

    public Long getExecutionNumber() {
        return executionNumber;
    }

    /**
     * The number of the execution to describe or to update, which the service counts for each job on each thing. If
     * not set, the latest execution.
     */
    public void setExecutionNumber(Long executionNumber) {
        this.executionNumber = executionNumber;
    }

    public Long getExpectedVersion() {
        return expectedVersion;
    }

    /**
     * Updates the execution only if it has this version. Otherwise, the service refuses the update as a conflict
     * (409).
     */
    public void setExpectedVersion(Long expectedVersion) {
        this.expectedVersion = expectedVersion;
    }

    public boolean isIncludeJobDocument() {
        return includeJobDocument;
    }

    /**
     * Whether describe returns the job document. Each time it does, the service signs the presigned URLs in the
     * document again.
     */
    public void setIncludeJobDocument(boolean includeJobDocument) {
        this.includeJobDocument = includeJobDocument;
    }

    public boolean isPojoRequest() {
        return pojoRequest;
    }

    /**
     * Whether the message body is a request object of the AWS SDK, such as UpdateJobExecutionRequest, that is sent as
     * it is. The response of the SDK becomes the body.
     */
    public void setPojoRequest(boolean pojoRequest) {
        this.pojoRequest = pojoRequest;
    }

    public Duration getPresign() {
        return presign;
    }

    /**
     * Returns a presigned URL instead of making the call, so that a client without credentials can make it. The value
     * is how long the URL is valid: whole seconds from 1s to 7d, as in 15m, but no longer than the credentials that
     * sign it. The headers CamelAwsIotJobsPresignedMethod and CamelAwsIotJobsPresignedBody hold the method and the
     * exact body to send. Keep the URL as secret as a password.
     */
    public void setPresign(Duration presign) {
        this.presign = presign;
    }

    public Duration getDelay() {
        return delay;
    }

    /**
     * How long the consumer waits before it polls a thing again, as in 5s. The time is doubled after each poll that
     * finds no job, up to maxDelay. Each wait is up to a fifth shorter or longer, at random.
     */
    public void setDelay(Duration delay) {
        this.delay = delay;
    }

    public Duration getMaxDelay() {
        return maxDelay == null ? MaxDelay.of(delay) : maxDelay;
    }

    /**
     * The longest time before a thing is polled again. It must not be shorter than delay. If not set, 1m, or delay if
     * that is longer.
     */
    public void setMaxDelay(Duration maxDelay) {
        this.maxDelay = maxDelay;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /**
     * How many jobs the consumer runs at the same time, over all its things: 1 or more. A thing never has more than
     * one running job.
     */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public OnFailure getOnFailure() {
        return onFailure;
    }

    /**
     * What to report for a job when its route fails, even if the route handled the exception: fail reports FAILED;
     * reject reports REJECTED, which the service does not retry; leave reports nothing and releases the job. Any
     * worker can claim a released job at once; this consumer runs it again after maxDelay.
     */
    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    public IotJobsDataPlaneClient getIotJobsDataPlaneClient() {
        return iotJobsDataPlaneClient;
    }

    /**
     * The AWS SDK client to use (#bean, or the only one in the registry). The component uses it as it is and never
     * closes it. Options for the region, the endpoint, credentials, the proxy and TLS cannot be set at the same time.
     */
    public void setIotJobsDataPlaneClient(IotJobsDataPlaneClient iotJobsDataPlaneClient) {
        this.iotJobsDataPlaneClient = iotJobsDataPlaneClient;
    }

    @Override
    public String getUriEndpointOverride() {
        return uriEndpointOverride;
    }

    /**
     * The endpoint of the service, as in https://PREFIX-ats.iot.eu-west-1.amazonaws.com. Use the iot:Data-ATS endpoint
     * of your account. If not set, the general endpoint of the region, which AWS has refused for some accounts.
     */
    public void setUriEndpointOverride(String uriEndpointOverride) {
        this.uriEndpointOverride = uriEndpointOverride;
    }

    public boolean isSession() {
        return session;
    }

    /**
     * Whether a producer with startNext opens a session, as a consumer does: it claims the job, sends heartbeats while
     * the exchange lasts, and reports the outcome when the exchange ends. An update with a terminal status reports it
     * earlier.
     */
    public void setSession(boolean session) {
        this.session = session;
    }

    public String getWorkerId() {
        return workerId;
    }

    /**
     * The name of this worker in the claim markers of its jobs: 1 to 64 of a-z A-Z 0-9 . _ : - and the at sign, as in edge-3. With
     * resume=own, only one process at a time may use the name. If not set, the host name.
     */
    public void setWorkerId(String workerId) {
        this.workerId = workerId;
    }

    public Duration getLease() {
        return lease;
    }

    /**
     * How long a claim is valid without an update: 15s to 1d, as in 5m. After that, another worker may take the job
     * over. Heartbeats renew the claim.
     */
    public void setLease(Duration lease) {
        this.lease = lease;
    }

    public Duration getHeartbeat() {
        return heartbeat;
    }

    /**
     * How long after the last update of a job the claim is renewed: 1s or more, and less than half of the lease, as in
     * 10s. If not set, a third of the lease. A heartbeat also detects that a job was cancelled by force or deleted.
     * Until then, AWS may give the next job of the thing to another worker, so that two jobs run on the thing. Each
     * heartbeat is one write call.
     */
    public void setHeartbeat(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    public Resume getResume() {
        return resume;
    }

    /**
     * Which jobs to take over that are already in progress: expired takes jobs whose lease has expired or whose worker
     * released them; own also takes, at once, jobs of an earlier process with the same workerId; never takes none.
     */
    public void setResume(Resume resume) {
        this.resume = resume;
    }

    public Duration getMaxRunTime() {
        return maxRunTime;
    }

    /**
     * How long a job may run, as in 1h. After that, its heartbeats stop, and the component reports what onFailure
     * says.
     */
    public void setMaxRunTime(Duration maxRunTime) {
        this.maxRunTime = maxRunTime;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    /**
     * How often a job may be claimed, counted over all workers: 1 or more. A job that was claimed this often without a
     * report is reported FAILED and not run again.
     */
    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public OutcomeRepository getOutcomeRepository() {
        return outcomeRepository;
    }

    /**
     * A bean (#bean) that keeps the outcome of a job until AWS has accepted the report. If the process ends before
     * that, another worker with the same repository, or the next process, reports the outcome, and the job is not run
     * again. Use a JdbcOutcomeRepository to keep outcomes in a database. Services with different endpoints or regions
     * may share a repository; two AWS accounts in one region need one each. If not set, such an outcome is lost and
     * the job runs again.
     */
    public void setOutcomeRepository(OutcomeRepository outcomeRepository) {
        this.outcomeRepository = outcomeRepository;
    }

    public boolean isInterruptOnLost() {
        return interruptOnLost;
    }

    /** Whether to interrupt the thread that runs the route when the job is lost. */
    public void setInterruptOnLost(boolean interruptOnLost) {
        this.interruptOnLost = interruptOnLost;
    }

    public String getTraceContext() {
        return traceContext;
    }

    /**
     * The name of the member of the job document that holds the W3C trace context of the creator of the job, as in
     * trace. Its value is an object with the texts traceparent and, if there is one, tracestate, which become headers
     * of these names, so that the route continues the trace. A missing or malformed member is ignored. If not set,
     * each job starts a new trace. With session=true in to(...) the route keeps its own trace, and the span names the
     * other one.
     */
    public void setTraceContext(String traceContext) {
        this.traceContext = traceContext;
    }

    public Things getThings() {
        return things;
    }

    /**
     * A bean (#bean) that lists the names of the things, instead of the option thing. It is called again every delay,
     * so that things can be added or removed while the route runs. A name that no thing can have is logged as a
     * warning and left out.
     */
    public void setThings(Things things) {
        this.things = things;
    }

    public int getMaxRequestsPerSecond() {
        return maxRequestsPerSecond;
    }

    /**
     * The maximum number of read calls per second of the consumer, and of write calls per second. Waiting calls are
     * made in this order: reports, releases, heartbeats, claims. 0 means no limit. AWS allows 200 of each per second for all
     * clients of an account in a region.
     */
    public void setMaxRequestsPerSecond(int maxRequestsPerSecond) {
        this.maxRequestsPerSecond = maxRequestsPerSecond;
    }

    public JobFilter getFilter() {
        return filter;
    }

    /**
     * A bean (#bean) that selects the jobs to run. Other jobs are left for workers with other filters. With a filter,
     * each poll lists the pending jobs of the thing and describes those that are new. AWS lists about ten: if that
     * many jobs for other workers are queued first, yours is not found, which is logged as a warning.
     */
    public void setFilter(JobFilter filter) {
        this.filter = filter;
    }

    public boolean isPush() {
        return push;
    }

    /**
     * Whether AWS notifies the consumer over MQTT when a thing has a job: the thing is then polled at once, and idle
     * things are polled only every pushMaxDelay. While the MQTT connection is down, things are polled as without push.
     * Needs the dependency software.amazon.awssdk.crt:aws-crt, the account's iot:Data-ATS endpoint, and the permissions
     * iot:Connect, iot:Subscribe and iot:Receive.
     */
    public void setPush(boolean push) {
        this.push = push;
    }

    public String getPushEndpoint() {
        return pushEndpoint;
    }

    /**
     * The address of the MQTT broker for push. With wss, as in wss://PREFIX-ats.iot.eu-west-1.amazonaws.com, the
     * connection is signed with the credentials of the calls; with mqtts, as in
     * mqtts://PREFIX-ats.iot.eu-west-1.amazonaws.com:8883, it presents the client certificate. ws and mqtt are the same
     * without TLS, for an emulator. If not set, the host of uriEndpointOverride, with wss.
     */
    public void setPushEndpoint(String pushEndpoint) {
        this.pushEndpoint = pushEndpoint;
    }

    public Duration getPushMaxDelay() {
        return pushMaxDelay;
    }

    /**
     * How long the consumer waits before it polls an idle thing again while push is connected, instead of the times of
     * delay and maxDelay: not less than maxDelay. These polls find a job whose notification was lost. Each wait is up
     * to a fifth shorter or longer, at random.
     */
    public void setPushMaxDelay(Duration pushMaxDelay) {
        this.pushMaxDelay = pushMaxDelay;
    }

    public PushSubscriptions getPushSubscriptions() {
        return pushSubscriptions;
    }

    /**
     * How push subscribes the notifications of its things: wildcard is one subscription for the things of the whole
     * account, and those of others are ignored; each is one for each thing, up to the 50 that AWS allows for each
     * connection; auto is wildcard with a things bean and with more than 50 things, else each.
     */
    public void setPushSubscriptions(PushSubscriptions pushSubscriptions) {
        this.pushSubscriptions = pushSubscriptions;
    }

    public String getPushGroup() {
        return pushGroup;
    }

    /**
     * The name of a group of workers that divide the notifications among them, as in fleet: each notification goes to
     * one of them (an MQTT shared subscription). Give the same name, and the same things, to each worker. If not set,
     * each worker receives each notification.
     */
    public void setPushGroup(String pushGroup) {
        this.pushGroup = pushGroup;
    }

    public String getPushClientId() {
        return pushClientId;
    }

    /**
     * The MQTT client id for push, for a policy that allows only this one. It must be unique in the account and region:
     * AWS disconnects the older of two clients with one id. If not set, iot-jobs- followed by the workerId, or the host
     * name, and random characters.
     */
    public void setPushClientId(String pushClientId) {
        this.pushClientId = pushClientId;
    }
}
