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

import io.github.cameliot.jobsdata.options.IotClientConfiguration;
import io.github.cameliot.jobsdata.options.MaxDelay;
import java.time.Duration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import software.amazon.awssdk.services.iot.IotClient;

/** The options of a component, and those an endpoint may set for itself. */
@UriParams
public class IotJobsConfiguration extends IotClientConfiguration {

    @UriParam
    private String jobId;

    @UriParam
    private String thing;

    @UriParam
    private String targets;

    @UriParam
    private String description;

    @UriParam
    private TargetSelection targetSelection;

    @UriParam
    private String inProgressTimeout;

    @UriParam
    private String retry;

    @UriParam
    private Integer maximumPerMinute;

    @UriParam
    private String traceContext;

    @UriParam
    private boolean force;

    @UriParam
    private String reasonCode;

    @UriParam
    private String comment;

    @UriParam
    private Long executionNumber;

    @UriParam(defaultValue = "1h", javaType = "java.time.Duration")
    private Duration timeout = Duration.ofHours(1);

    @UriParam(defaultValue = "0")
    private String maxFailed;

    @UriParam
    private boolean failFast;

    @UriParam(defaultValue = "true")
    private boolean mustExist = true;

    @UriParam(defaultValue = "0")
    private int maxExecutions;

    @UriParam
    private boolean includeDetails;

    @UriParam(defaultValue = "5s", javaType = "java.time.Duration")
    private Duration delay = Duration.ofSeconds(5);

    // Null if it is not set. No Javadoc: a field's would become the description of the option.
    @UriParam(defaultValue = "1m", javaType = "java.time.Duration")
    private Duration maxDelay;

    @UriParam
    private boolean pojoRequest;

    @UriParam(label = "advanced")
    @Metadata(autowired = true)
    private IotClient iotClient;

    @UriParam
    private String uriEndpointOverride;

    /** A copy whose options may be changed alone. */
    @Override
    public IotJobsConfiguration copy() {
        return (IotJobsConfiguration) super.copy();
    }

    public String getJobId() {
        return jobId;
    }

    /**
     * The id of the job: 1 to 64 of a-z A-Z 0-9 _ -. The header CamelAwsIotJobsJobId overrides it. The caller of
     * create chooses the id. Creating the same job again under the same id does nothing.
     */
    public void setJobId(String jobId) {
        this.jobId = jobId;
    }

    public String getThing() {
        return thing;
    }

    /**
     * With create: the names of the things of the job, separated by commas, if targets is not set. Each name costs one
     * call (DescribeThing) to look up its ARN. With describeExecution: the name of the thing.
     */
    public void setThing(String thing) {
        this.thing = thing;
    }

    public String getTargets() {
        return targets;
    }

    /**
     * With create: the ARNs of the things and thing groups of the job, separated by commas, as in
     * arn:aws:iot:eu-west-1:123456789012:thinggroup/west. Use the option thing for things by name.
     */
    public void setTargets(String targets) {
        this.targets = targets;
    }

    public String getDescription() {
        return description;
    }

    /** With create: a text for people that says what the job is for. It is not compared when the job exists already. */
    public void setDescription(String description) {
        this.description = description;
    }

    public TargetSelection getTargetSelection() {
        return targetSelection;
    }

    /**
     * With create: which things get the job. SNAPSHOT: the things that the targets contain now. CONTINUOUS: also
     * things that join a target group later. If not set, SNAPSHOT.
     */
    public void setTargetSelection(TargetSelection targetSelection) {
        this.targetSelection = targetSelection;
    }

    public String getInProgressTimeout() {
        return inProgressTimeout;
    }

    /**
     * With create: how long the job may be in progress on a thing before the service times it out there: whole minutes
     * from 1m to 7d, as in 30m. If not set, there is no timeout.
     */
    public void setInProgressTimeout(String inProgressTimeout) {
        this.inProgressTimeout = inProgressTimeout;
    }

    public String getRetry() {
        return retry;
    }

    /**
     * With create: which failures the service retries on a thing, and how often, as in FAILED:3,TIMED_OUT:2 or ALL:5.
     * At most 10 retries in total. If not set, no retries.
     */
    public void setRetry(String retry) {
        this.retry = retry;
    }

    public Integer getMaximumPerMinute() {
        return maximumPerMinute;
    }

    /** With create: how many things get the job per minute: 1 to 1000. If not set, no limit. */
    public void setMaximumPerMinute(Integer maximumPerMinute) {
        this.maximumPerMinute = maximumPerMinute;
    }

    public String getTraceContext() {
        return traceContext;
    }

    /**
     * With create: the name of the member of the job document into which the W3C trace context of the message is
     * written, as in trace, so that the worker can continue the trace. Its value is an object with the texts
     * traceparent and, if there is one, tracestate. A document is not changed if it is not a JSON object, has this
     * member already, or would become too long. The member is not compared when the job exists already. If not set,
     * documents are not changed. Not possible with pojoRequest.
     */
    public void setTraceContext(String traceContext) {
        this.traceContext = traceContext;
    }

    public boolean isForce() {
        return force;
    }

    /**
     * With cancel: whether to cancel executions that are in progress, too. The worker of such an execution finds out with
     * its next heartbeat or report.
     */
    public void setForce(boolean force) {
        this.force = force;
    }

    public String getReasonCode() {
        return reasonCode;
    }

    /** With cancel: the reason as a code of 1 to 128 of A-Z 0-9 _, as in WRONG_IMAGE. */
    public void setReasonCode(String reasonCode) {
        this.reasonCode = reasonCode;
    }

    public String getComment() {
        return comment;
    }

    /** With cancel: the reason as a text for people. */
    public void setComment(String comment) {
        this.comment = comment;
    }

    public Long getExecutionNumber() {
        return executionNumber;
    }

    /**
     * With describeExecution: the number of the execution, which the service counts for each job on each thing. If not
     * set, the latest execution.
     */
    public void setExecutionNumber(Long executionNumber) {
        this.executionNumber = executionNumber;
    }

    public Duration getTimeout() {
        return timeout;
    }

    /**
     * With await: how long to wait for the end of the job: more than zero, up to 365d, as in 2h. After that, the
     * verdict is TIMEOUT. The job continues.
     */
    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    public String getMaxFailed() {
        return maxFailed;
    }

    /**
     * With await and describe: how many executions may end without success for the job to pass, as a number (5) or as
     * a percentage of the executions that were not removed (10%). Executions that failed, were rejected, timed out or
     * were cancelled count.
     */
    public void setMaxFailed(String maxFailed) {
        this.maxFailed = maxFailed;
    }

    public boolean isFailFast() {
        return failFast;
    }

    /**
     * With await: whether to stop waiting as soon as more executions than maxFailed have ended without success, while
     * the job still runs. A percentage is judged only after the job has reached all its targets.
     */
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public boolean isMustExist() {
        return mustExist;
    }

    /**
     * With await: whether it is an error if the job does not exist at the first look. If false, await also waits for
     * the job to be created.
     */
    public void setMustExist(boolean mustExist) {
        this.mustExist = mustExist;
    }

    public int getMaxExecutions() {
        return maxExecutions;
    }

    /**
     * With await: how many executions the verdict lists with their things: 0 to 1000, with includeDetails 0 to 100.
     * Those without success come first. Each page of 250 executions costs a call, and so does each status that is
     * listed.
     */
    public void setMaxExecutions(int maxExecutions) {
        this.maxExecutions = maxExecutions;
    }

    public boolean isIncludeDetails() {
        return includeDetails;
    }

    /** With await: whether the executions in the verdict have their status details. Each costs one call. */
    public void setIncludeDetails(boolean includeDetails) {
        this.includeDetails = includeDetails;
    }

    public Duration getDelay() {
        return delay;
    }

    /**
     * With await: how long to pause after a read of the job that showed a change, as in 5s. Each pause is up to a
     * fifth shorter or longer, at random.
     */
    public void setDelay(Duration delay) {
        this.delay = delay;
    }

    public Duration getMaxDelay() {
        return maxDelay == null ? MaxDelay.of(delay) : maxDelay;
    }

    /**
     * With await: the longest pause. The pause is doubled as long as nothing changes. It must not be shorter than
     * delay. If not set, 1m, or delay if that is longer.
     */
    public void setMaxDelay(Duration maxDelay) {
        this.maxDelay = maxDelay;
    }

    public boolean isPojoRequest() {
        return pojoRequest;
    }

    /**
     * Whether the message body is a request object of the AWS SDK, such as CreateJobRequest, that is sent as it is.
     * The response of the SDK becomes the body. With create, an id that is taken is then an error. Not possible with
     * await.
     */
    public void setPojoRequest(boolean pojoRequest) {
        this.pojoRequest = pojoRequest;
    }

    public IotClient getIotClient() {
        return iotClient;
    }

    /**
     * The AWS SDK client to use (#bean, or the only one in the registry). The component uses it as it is and never
     * closes it. Options for the region, the endpoint, credentials, the proxy and TLS cannot be set at the same time.
     */
    public void setIotClient(IotClient iotClient) {
        this.iotClient = iotClient;
    }

    @Override
    public String getUriEndpointOverride() {
        return uriEndpointOverride;
    }

    /**
     * The endpoint of the control plane, for tests and private endpoints. If not set, the endpoint of the region,
     * which is right on AWS. It is not the iot:Data-ATS endpoint of iot-jobs-data.
     */
    public void setUriEndpointOverride(String uriEndpointOverride) {
        this.uriEndpointOverride = uriEndpointOverride;
    }
}
