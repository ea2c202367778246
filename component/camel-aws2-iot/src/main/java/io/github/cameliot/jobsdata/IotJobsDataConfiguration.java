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

    /** Null where nobody has set it. */
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

    @UriParam(label = "consumer")
    private String traceContext;

    @UriParam(label = "consumer")
    private Things things;

    @UriParam(label = "session")
    private JobFilter filter;

    @UriParam(label = "consumer", defaultValue = "0")
    private int maxRequestsPerSecond;

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

    /** The thing: 1 to 128 of a-z A-Z 0-9 : _ -. A consumer takes several, separated by commas; a producer takes one, or the header CamelAwsIotJobsThing. */
    public void setThing(String thing) {
        this.thing = thing;
    }

    public String getJobId() {
        return jobId;
    }

    /** The job: 1 to 64 of a-z A-Z 0-9 _ -. Needed by update (or the header CamelAwsIotJobsJobId); describe takes the next job ($next) where there is none. */
    public void setJobId(String jobId) {
        this.jobId = jobId;
    }

    public String getStatus() {
        return status;
    }

    /** The status that update reports, unless the header CamelAwsIotJobsUpdateStatus says another. */
    public void setStatus(String status) {
        this.status = status;
    }

    public Duration getHandOver() {
        return handOver;
    }

    /** Hands the job to another system, which reports the result. No other worker claims it until this time is over, at most 7d. The session ends; the update's status details are added to those that stand there. A result that was quicker is no error. */
    public void setHandOver(Duration handOver) {
        this.handOver = handOver;
    }

    public boolean isRelease() {
        return release;
    }

    /** Whether update gives a job that was handed over back to the workers before its deadline, from any process: the next claim runs it again. The update's status details are added to those that stand there; the hand-over does not count as an attempt. A job that is not handed over is refused. */
    public void setRelease(boolean release) {
        this.release = release;
    }

    public String getStepTimeout() {
        return stepTimeout;
    }

    /** How long the service waits for the next report before it times the execution out: whole minutes from 1m to 7d, or cancel to stop that timer (update only). Left out, the step timer stays as it is. Where a session renews the claim (from, or session=true), each heartbeat sets it, and it must be at least twice the lease and a minute. */
    public void setStepTimeout(String stepTimeout) {
        this.stepTimeout = stepTimeout;
    }

    public Long getExecutionNumber() {
        return executionNumber;
    }

    /** Which execution of the job on this thing to describe or to update. Left out, the latest. */
    public void setExecutionNumber(Long executionNumber) {
        this.executionNumber = executionNumber;
    }

    public Long getExpectedVersion() {
        return expectedVersion;
    }

    /** Update only if the execution has this version; else the service refuses it as a conflict (409). */
    public void setExpectedVersion(Long expectedVersion) {
        this.expectedVersion = expectedVersion;
    }

    public boolean isIncludeJobDocument() {
        return includeJobDocument;
    }

    /** Whether describe returns the job document. Each time it does, the service signs the URLs in it anew. */
    public void setIncludeJobDocument(boolean includeJobDocument) {
        this.includeJobDocument = includeJobDocument;
    }

    public boolean isPojoRequest() {
        return pojoRequest;
    }

    /** Whether the body is the AWS SDK's own request of the operation, to be sent as it is; the SDK's response becomes the body. */
    public void setPojoRequest(boolean pojoRequest) {
        this.pojoRequest = pojoRequest;
    }

    public Duration getPresign() {
        return presign;
    }

    /** Instead of making the call, returns a URL with which a client that has no credentials can make it: with the method, and exactly the body, of the headers CamelAwsIotJobsPresignedMethod and CamelAwsIotJobsPresignedBody. How long the URL is good, whole seconds from 1s to 7d, and no longer than the credentials that sign it. The URL is a credential itself. */
    public void setPresign(Duration presign) {
        this.presign = presign;
    }

    public Duration getDelay() {
        return delay;
    }

    /** How long a consumer waits before it polls a thing again; doubled each time that nothing is pending. A fifth of it is random. */
    public void setDelay(Duration delay) {
        this.delay = delay;
    }

    public Duration getMaxDelay() {
        return maxDelay == null ? MaxDelay.of(delay) : maxDelay;
    }

    /** The longest wait before a thing is polled again. Left out, it is delay where that is longer than a minute. */
    public void setMaxDelay(Duration maxDelay) {
        this.maxDelay = maxDelay;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /** How many jobs a consumer runs at once, over all its things. A thing never has more than one. */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public OnFailure getOnFailure() {
        return onFailure;
    }

    /** What is reported for a job whose route failed, also when the failure was handled: fail (FAILED), reject (REJECTED, the service does not retry it) or leave (nothing: the job is released for any worker to claim, and run again here after maxDelay). */
    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    public IotJobsDataPlaneClient getIotJobsDataPlaneClient() {
        return iotJobsDataPlaneClient;
    }

    /** A client of the AWS SDK to use as it is; it is never closed here. All other client options must be left out. */
    public void setIotJobsDataPlaneClient(IotJobsDataPlaneClient iotJobsDataPlaneClient) {
        this.iotJobsDataPlaneClient = iotJobsDataPlaneClient;
    }

    @Override
    public String getUriEndpointOverride() {
        return uriEndpointOverride;
    }

    /** The endpoint of the service, as in https://PREFIX-ats.iot.eu-west-1.amazonaws.com: the account's iot:Data-ATS endpoint is recommended. Left out, the region's general one, which AWS refuses for some accounts. */
    public void setUriEndpointOverride(String uriEndpointOverride) {
        this.uriEndpointOverride = uriEndpointOverride;
    }

    public boolean isSession() {
        return session;
    }

    /** Whether startNext claims as a consumer does: the execution is kept alive while the exchange lasts, and its outcome is reported when the exchange ends, or by a terminal update in the route. */
    public void setSession(boolean session) {
        this.session = session;
    }

    public String getWorkerId() {
        return workerId;
    }

    /** The name of this worker in its claim markers, 1 to 64 of a-z A-Z 0-9 . _ : @ -. Left out, the name of the host. With resume=own you promise that one process at a time has it. */
    public void setWorkerId(String workerId) {
        this.workerId = workerId;
    }

    public Duration getLease() {
        return lease;
    }

    /** How long a claim stands without an update before another worker may take it over; renewed every third of it, or every heartbeat. From 15s to 1d. */
    public void setLease(Duration lease) {
        this.lease = lease;
    }

    public Duration getHeartbeat() {
        return heartbeat;
    }

    /** How long after its last update a claim is renewed, which also finds out that its job was cancelled by force or deleted: until then AWS may give the thing's next job to another worker, so that two run. Left out, a third of the lease. From 1s to less than half of the lease; each heartbeat is a write. */
    public void setHeartbeat(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    public Resume getResume() {
        return resume;
    }

    /** Which executions that are in progress already are taken over: expired (whose lease has expired, or whose worker released them), own (besides, at once, those of an earlier process with this workerId) or never. */
    public void setResume(Resume resume) {
        this.resume = resume;
    }

    public Duration getMaxRunTime() {
        return maxRunTime;
    }

    /** How long a job may run. Then its heartbeats stop, and what onFailure says is reported. */
    public void setMaxRunTime(Duration maxRunTime) {
        this.maxRunTime = maxRunTime;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    /** How often an execution is claimed, over all workers. One that was claimed so often and never reported is reported FAILED instead of run. */
    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public OutcomeRepository getOutcomeRepository() {
        return outcomeRepository;
    }

    /** Where a session keeps an outcome before it reports it (#bean), so that a finished job is not run again when its process ends before AWS has accepted the report: the next process, or another worker with the same repository, delivers it. JdbcOutcomeRepository keeps them in a database. Services with different endpoints or regions may share one; two AWS accounts in one region need one each. Left out, such an outcome is lost with its process. */
    public void setOutcomeRepository(OutcomeRepository outcomeRepository) {
        this.outcomeRepository = outcomeRepository;
    }

    public boolean isInterruptOnLost() {
        return interruptOnLost;
    }

    /** Whether the thread that runs the route is interrupted when the execution is lost. */
    public void setInterruptOnLost(boolean interruptOnLost) {
        this.interruptOnLost = interruptOnLost;
    }

    public String getTraceContext() {
        return traceContext;
    }

    /** The member of the job document that holds the W3C trace context of whoever created the job, as in trace for {"trace":{"traceparent":"00-..."}}: the route continues that trace. Its texts become the headers traceparent and tracestate; a member that is missing or malformed is ignored. Left out, each job begins a trace of its own. */
    public void setTraceContext(String traceContext) {
        this.traceContext = traceContext;
    }

    public Things getThings() {
        return things;
    }

    /** A bean that lists the things, instead of the option thing; it is called again every delay, so things can be added or removed while it runs. A name that cannot be a thing is warned of and left out. */
    public void setThings(Things things) {
        this.things = things;
    }

    public int getMaxRequestsPerSecond() {
        return maxRequestsPerSecond;
    }

    /** The most reads, and the most writes, that a consumer makes a second: reports first, then heartbeats, then claims. 0 for no bound; AWS allows 200 of each to all of an account in a region. */
    public void setMaxRequestsPerSecond(int maxRequestsPerSecond) {
        this.maxRequestsPerSecond = maxRequestsPerSecond;
    }

    public JobFilter getFilter() {
        return filter;
    }

    /** A bean that says which jobs are ours; the others are left alone, for other workers. Each poll lists the pending jobs of the thing (AWS lists about ten: if as many jobs for other workers are queued first, yours is not found) and describes what is new. */
    public void setFilter(JobFilter filter) {
        this.filter = filter;
    }
}
