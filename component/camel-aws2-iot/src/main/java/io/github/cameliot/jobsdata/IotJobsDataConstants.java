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

import org.apache.camel.spi.Metadata;

/** The headers and the exchange property of {@code iot-jobs-data}. A header beats the option of the same meaning. */
public interface IotJobsDataConstants {

    @Metadata(
            description = "The thing. In: which thing to ask or to report for. Out: the thing of the execution.",
            javaType = "String")
    String THING = "CamelAwsIotJobsThing";

    @Metadata(
            description = "The job id. In: which job to describe or to update. Out: the job of the execution.",
            javaType = "String")
    String JOB_ID = "CamelAwsIotJobsJobId";

    @Metadata(
            description = "Tells the attempts of one job on one thing apart. In: which execution to describe or to"
                    + " update. Out: the number of the execution.",
            javaType = "Long")
    String EXECUTION_NUMBER = "CamelAwsIotJobsExecutionNumber";

    @Metadata(
            label = "producer update",
            description = "The status to report: IN_PROGRESS, SUCCEEDED, FAILED or" + " REJECTED.",
            javaType = "String")
    String UPDATE_STATUS = "CamelAwsIotJobsUpdateStatus";

    @Metadata(
            label = "producer",
            description = "The status details to send with startNext or update. They replace all"
                    + " details that the execution has.",
            javaType = "Map<String, Object>")
    String UPDATE_STATUS_DETAILS = "CamelAwsIotJobsUpdateStatusDetails";

    @Metadata(
            label = "producer update",
            description = "Update only if the execution has this version.",
            javaType = "Long")
    String EXPECTED_VERSION = "CamelAwsIotJobsExpectedVersion";

    @Metadata(
            label = "producer",
            description = "How long the service waits for the next report before it times the"
                    + " execution out: whole minutes as a duration, as in 10m, or the word cancel (update only).",
            javaType = "java.time.Duration")
    String STEP_TIMEOUT = "CamelAwsIotJobsStepTimeout";

    @Metadata(description = "Out: the status of the execution.", javaType = "String")
    String STATUS = "CamelAwsIotJobsStatus";

    @Metadata(description = "Out: the status details of the execution.", javaType = "Map<String, String>")
    String STATUS_DETAILS = "CamelAwsIotJobsStatusDetails";

    @Metadata(
            description = "Out: the version of the execution, which grows by one with each change.",
            javaType = "Long")
    String VERSION_NUMBER = "CamelAwsIotJobsVersionNumber";

    @Metadata(description = "Out: when the execution was queued.", javaType = "java.time.Instant")
    String QUEUED_AT = "CamelAwsIotJobsQueuedAt";

    @Metadata(
            description = "Out: when the execution was started; absent while it is queued.",
            javaType = "java.time.Instant")
    String STARTED_AT = "CamelAwsIotJobsStartedAt";

    @Metadata(description = "Out: when the execution was changed last.", javaType = "java.time.Instant")
    String LAST_UPDATED_AT = "CamelAwsIotJobsLastUpdatedAt";

    @Metadata(
            description = "Out: about how long until the service times the execution out; absent without a timeout.",
            javaType = "Long")
    String SECONDS_BEFORE_TIMED_OUT = "CamelAwsIotJobsSecondsBeforeTimedOut";

    @Metadata(
            description = "Out, with a session: whether another run of this execution may have been begun before.",
            javaType = "Boolean")
    String RESUMED = "CamelAwsIotJobsResumed";

    @Metadata(
            label = "consumer",
            description = "Read when the exchange ends: SUCCEEDED, FAILED or REJECTED, to overrule"
                    + " what the exchange shows. SUCCEEDED does not overrule an exception that nobody handled.",
            javaType = "String")
    String OUTCOME = "CamelAwsIotJobsOutcome";

    @Metadata(
            label = "consumer",
            description = "Read when the exchange ends: why, goes into the status details.",
            javaType = "String")
    String OUTCOME_REASON = "CamelAwsIotJobsOutcomeReason";

    @Metadata(
            label = "producer",
            description = "Out, with presign: the HTTP method with which the URL in the body has to be called.",
            javaType = "String")
    String PRESIGNED_METHOD = "CamelAwsIotJobsPresignedMethod";

    @Metadata(
            label = "producer",
            description =
                    "Out, with presign: the body that has to be sent to the URL, as it is, in ASCII; absent for GET.",
            javaType = "String")
    String PRESIGNED_BODY = "CamelAwsIotJobsPresignedBody";

    @Metadata(
            label = "producer",
            description =
                    "Out, with presign: when the URL expires: after the time of presign, or with the credentials.",
            javaType = "java.time.Instant")
    String PRESIGNED_EXPIRES_AT = "CamelAwsIotJobsPresignedExpiresAt";

    /** The exchange property that holds the {@link io.github.cameliot.jobsdata.session.JobSession} of a claimed job. */
    String SESSION = "CamelAwsIotJobsSession";
}
