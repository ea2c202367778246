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

/** The headers and the exchange property of {@code iot-jobs-data}. A header overrides the option of the same meaning. */
public interface IotJobsDataConstants {

    @Metadata(
            description = "In: the name of the thing to call for. Out: the thing of the execution.",
            javaType = "String")
    String THING = "CamelAwsIotJobsThing";

    @Metadata(
            description = "In: the id of the job to describe or to update. Out: the job of the execution.",
            javaType = "String")
    String JOB_ID = "CamelAwsIotJobsJobId";

    @Metadata(
            description = "In: the number of the execution to describe or to update. Out: the number of the "
                    + "execution. The service counts the executions of a job on a thing.",
            javaType = "Long")
    String EXECUTION_NUMBER = "CamelAwsIotJobsExecutionNumber";

    @Metadata(
            label = "producer update",
            description = "In: the status to report: IN_PROGRESS, SUCCEEDED, FAILED or REJECTED.",
            javaType = "String")
    String UPDATE_STATUS = "CamelAwsIotJobsUpdateStatus";

    @Metadata(
            label = "producer",
            description = "In: the status details to send with startNext or update. They replace all status "
                    + "details of the execution.",
            javaType = "Map<String, Object>")
    String UPDATE_STATUS_DETAILS = "CamelAwsIotJobsUpdateStatusDetails";

    @Metadata(
            label = "producer update",
            description = "In: update the execution only if it has this version. Otherwise, the service refuses "
                    + "the update as a conflict (409).",
            javaType = "Long")
    String EXPECTED_VERSION = "CamelAwsIotJobsExpectedVersion";

    @Metadata(
            label = "producer",
            description = "In: how long the service waits for the next update before it times the execution out: "
                    + "whole minutes from 1m to 7d, as in 10m. With update, the word cancel stops this "
                    + "timer.",
            javaType = "java.time.Duration")
    String STEP_TIMEOUT = "CamelAwsIotJobsStepTimeout";

    @Metadata(description = "Out: the status of the execution.", javaType = "String")
    String STATUS = "CamelAwsIotJobsStatus";

    @Metadata(description = "Out: the status details of the execution.", javaType = "Map<String, String>")
    String STATUS_DETAILS = "CamelAwsIotJobsStatusDetails";

    @Metadata(description = "Out: the version of the execution. It grows by one with each change.", javaType = "Long")
    String VERSION_NUMBER = "CamelAwsIotJobsVersionNumber";

    @Metadata(description = "Out: when the execution was queued.", javaType = "java.time.Instant")
    String QUEUED_AT = "CamelAwsIotJobsQueuedAt";

    @Metadata(
            description = "Out: when the execution was started. Absent while it is queued.",
            javaType = "java.time.Instant")
    String STARTED_AT = "CamelAwsIotJobsStartedAt";

    @Metadata(description = "Out: when the execution was last changed.", javaType = "java.time.Instant")
    String LAST_UPDATED_AT = "CamelAwsIotJobsLastUpdatedAt";

    @Metadata(
            description = "Out: about how many seconds are left until the service times the execution out. "
                    + "Absent if it has no timeout.",
            javaType = "Long")
    String SECONDS_BEFORE_TIMED_OUT = "CamelAwsIotJobsSecondsBeforeTimedOut";

    @Metadata(
            description = "Out, with a session: whether another run of this job may have started before.",
            javaType = "Boolean")
    String RESUMED = "CamelAwsIotJobsResumed";

    @Metadata(
            label = "consumer",
            description = "Read when the exchange ends: SUCCEEDED, FAILED or REJECTED, to report this instead of "
                    + "the result that the exchange shows. SUCCEEDED does not override an exception that "
                    + "nobody handled, nor rollback-only. Any other text is reported as FAILED.",
            javaType = "String")
    String OUTCOME = "CamelAwsIotJobsOutcome";

    @Metadata(
            label = "consumer",
            description = "Read when the exchange ends: the reason to report. It becomes the status detail reason.",
            javaType = "String")
    String OUTCOME_REASON = "CamelAwsIotJobsOutcomeReason";

    @Metadata(
            label = "producer",
            description = "Out, with presign: the HTTP method to use with the URL in the body.",
            javaType = "String")
    String PRESIGNED_METHOD = "CamelAwsIotJobsPresignedMethod";

    @Metadata(
            label = "producer",
            description =
                    "Out, with presign: the exact body to send to the URL, in ASCII. Absent if the method is GET.",
            javaType = "String")
    String PRESIGNED_BODY = "CamelAwsIotJobsPresignedBody";

    @Metadata(
            label = "producer",
            description = "Out, with presign: when the URL expires: after the time of presign, or earlier with "
                    + "the credentials that signed it.",
            javaType = "java.time.Instant")
    String PRESIGNED_EXPIRES_AT = "CamelAwsIotJobsPresignedExpiresAt";

    /** The exchange property that holds the {@link io.github.cameliot.jobsdata.session.JobSession} of a claimed job. */
    String SESSION = "CamelAwsIotJobsSession";
}
