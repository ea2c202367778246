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

    /** Null where nobody has set it. */
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

    /** The job: 1 to 64 of a-z A-Z 0-9 _ -, or the header CamelAwsIotJobsJobId. Who creates chooses it, and a second create of the same job under it does nothing. */
    public void setJobId(String jobId) {
        this.jobId = jobId;
    }

    public String getThing() {
        return thing;
    }

    /** create: the things of the job, by name and separated by commas, where targets is not set; each costs one call (DescribeThing) for its ARN. describeExecution: the thing. */
    public void setThing(String thing) {
        this.thing = thing;
    }

    public String getTargets() {
        return targets;
    }

    /** The ARNs of the things and groups that the job is for, separated by commas, as in arn:aws:iot:eu-west-1:123456789012:thinggroup/west. Things by their names go into the option thing. */
    public void setTargets(String targets) {
        this.targets = targets;
    }

    public String getDescription() {
        return description;
    }

    /** What the job is for, in words; not compared when the job is there already. */
    public void setDescription(String description) {
        this.description = description;
    }

    public TargetSelection getTargetSelection() {
        return targetSelection;
    }

    /** Which things get the job: SNAPSHOT, the targets as they are now, or CONTINUOUS, also things that join a target group later. Left out, SNAPSHOT. */
    public void setTargetSelection(TargetSelection targetSelection) {
        this.targetSelection = targetSelection;
    }

    public String getInProgressTimeout() {
        return inProgressTimeout;
    }

    /** How long the job may be in progress on a thing before the service times it out there: whole minutes from 1m to 7d. Left out, for ever. */
    public void setInProgressTimeout(String inProgressTimeout) {
        this.inProgressTimeout = inProgressTimeout;
    }

    public String getRetry() {
        return retry;
    }

    /** What is tried again on a thing and how often, 10 times in all at most, as in FAILED:3,TIMED_OUT:2 or ALL:5. Left out, nothing. */
    public void setRetry(String retry) {
        this.retry = retry;
    }

    public Integer getMaximumPerMinute() {
        return maximumPerMinute;
    }

    /** How many things get the job a minute: 1 to 1000. Left out, as many as the service can. */
    public void setMaximumPerMinute(Integer maximumPerMinute) {
        this.maximumPerMinute = maximumPerMinute;
    }

    public String getTraceContext() {
        return traceContext;
    }

    /** create: the member of the job document into which the W3C trace context of the message goes, as in trace for {"trace":{"traceparent":"00-..."}}, for a worker that continues the trace. A document that is no JSON object, has that member or would grow too long stays as it is. It is not compared when the job is there already. Left out, documents stay as they are. */
    public void setTraceContext(String traceContext) {
        this.traceContext = traceContext;
    }

    public boolean isForce() {
        return force;
    }

    /** Whether cancel ends what is in progress, too; its worker finds out by its next report. */
    public void setForce(boolean force) {
        this.force = force;
    }

    public String getReasonCode() {
        return reasonCode;
    }

    /** Why cancel, as a code: 1 to 128 of A-Z 0-9 _. */
    public void setReasonCode(String reasonCode) {
        this.reasonCode = reasonCode;
    }

    public String getComment() {
        return comment;
    }

    /** Why cancel, in words. */
    public void setComment(String comment) {
        this.comment = comment;
    }

    public Long getExecutionNumber() {
        return executionNumber;
    }

    /** Which execution of the job on this thing to describe. Left out, the latest. */
    public void setExecutionNumber(Long executionNumber) {
        this.executionNumber = executionNumber;
    }

    public Duration getTimeout() {
        return timeout;
    }

    /** How long await waits for the end of the job. Then the verdict is TIMEOUT, and the job goes on. */
    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    public String getMaxFailed() {
        return maxFailed;
    }

    /** await and describe: how many executions of the job need not succeed for it to pass, as a number or a percentage of those that were not removed, as in 5 or 10%. Counted are those that failed, were rejected, timed out or were cancelled. */
    public void setMaxFailed(String maxFailed) {
        this.maxFailed = maxFailed;
    }

    public boolean isFailFast() {
        return failFast;
    }

    /** Whether await ends as soon as more executions than maxFailed did not succeed, while the job still runs. A percentage is judged when the job has reached all its targets. */
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public boolean isMustExist() {
        return mustExist;
    }

    /** Whether it is an error when there is no job with this id at the first look of await. With false, await waits for the job to be created, too. */
    public void setMustExist(boolean mustExist) {
        this.mustExist = mustExist;
    }

    public int getMaxExecutions() {
        return maxExecutions;
    }

    /** How many executions the verdict of await lists with their things, those that did not succeed first: 0 to 1000, with includeDetails up to 100. Each page of 250 costs a call, and each status that is listed at least one. */
    public void setMaxExecutions(int maxExecutions) {
        this.maxExecutions = maxExecutions;
    }

    public boolean isIncludeDetails() {
        return includeDetails;
    }

    /** Whether the executions that await lists have their status details, which cost a call each. */
    public void setIncludeDetails(boolean includeDetails) {
        this.includeDetails = includeDetails;
    }

    public Duration getDelay() {
        return delay;
    }

    /** How long await pauses after a look at the job that showed a change, a fifth more or less. */
    public void setDelay(Duration delay) {
        this.delay = delay;
    }

    public Duration getMaxDelay() {
        return maxDelay == null ? MaxDelay.of(delay) : maxDelay;
    }

    /** The longest such pause: it is doubled while nothing changes. Left out, it is delay where that is longer than a minute. */
    public void setMaxDelay(Duration maxDelay) {
        this.maxDelay = maxDelay;
    }

    public boolean isPojoRequest() {
        return pojoRequest;
    }

    /** Whether the body is the AWS SDK's own request of the operation, to be sent as it is; the SDK's response becomes the body. For create, an id that is taken is then an error. */
    public void setPojoRequest(boolean pojoRequest) {
        this.pojoRequest = pojoRequest;
    }

    public IotClient getIotClient() {
        return iotClient;
    }

    /** A client of the AWS SDK to use as it is; it is never closed here. All other client options must be left out. */
    public void setIotClient(IotClient iotClient) {
        this.iotClient = iotClient;
    }

    @Override
    public String getUriEndpointOverride() {
        return uriEndpointOverride;
    }

    /** The address of the control plane, for tests. Left out, the region's own, which is right on AWS: it is not the iot:Data-ATS endpoint of iot-jobs-data. */
    public void setUriEndpointOverride(String uriEndpointOverride) {
        this.uriEndpointOverride = uriEndpointOverride;
    }
}
