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

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import org.apache.camel.spi.Metadata;

/**
 * The headers of {@code iot-jobs}. A header overrides the option of the same meaning; what means the same has the name that it
 * has in {@code iot-jobs-data}.
 */
public interface IotJobsConstants {

    @Metadata(
            description = "In: with create, the names of the things of the job, separated by commas, if no "
                    + "targets are set; with describeExecution, the name of the thing. Out: with "
                    + "describeExecution, the thing.",
            javaType = "String")
    String THING = IotJobsDataConstants.THING;

    @Metadata(description = "In: the id of the job. Out: the same id.", javaType = "String")
    String JOB_ID = IotJobsDataConstants.JOB_ID;

    @Metadata(
            label = "producer create",
            description = "In: the ARNs of the things and thing groups of the job, separated by commas or as a "
                    + "Collection.",
            javaType = "String")
    String TARGETS = "CamelAwsIotJobsTargets";

    @Metadata(
            label = "producer create",
            description = "In: a text for people that says what the job is for.",
            javaType = "String")
    String DESCRIPTION = "CamelAwsIotJobsDescription";

    @Metadata(
            label = "producer create",
            description = "In: which things get the job: SNAPSHOT or CONTINUOUS, as the option targetSelection.",
            javaType = "String")
    String TARGET_SELECTION = "CamelAwsIotJobsTargetSelection";

    @Metadata(
            label = "producer create",
            description = "In: how long the job may be in progress on a thing before the service times it out "
                    + "there: whole minutes from 1m to 7d, as in 30m.",
            javaType = "java.time.Duration")
    String IN_PROGRESS_TIMEOUT = "CamelAwsIotJobsInProgressTimeout";

    @Metadata(
            label = "producer create",
            description = "In: which failures the service retries on a thing, and how often, as in "
                    + "FAILED:3,TIMED_OUT:2 or ALL:5.",
            javaType = "String")
    String RETRY = "CamelAwsIotJobsRetry";

    @Metadata(
            label = "producer create",
            description = "In: how many things get the job per minute: 1 to 1000.",
            javaType = "Integer")
    String MAXIMUM_PER_MINUTE = "CamelAwsIotJobsMaximumPerMinute";

    @Metadata(
            label = "producer cancel",
            description = "In: whether to cancel executions that are in progress, too.",
            javaType = "Boolean")
    String FORCE = "CamelAwsIotJobsForce";

    @Metadata(
            label = "producer cancel",
            description = "In: the reason as a code of 1 to 128 of A-Z 0-9 _.",
            javaType = "String")
    String REASON_CODE = "CamelAwsIotJobsReasonCode";

    @Metadata(label = "producer cancel", description = "In: the reason as a text for people.", javaType = "String")
    String COMMENT = "CamelAwsIotJobsComment";

    @Metadata(
            label = "producer describeExecution",
            description = "In: the number of the execution to describe. Out: the number of the execution. The "
                    + "service counts the executions of a job on a thing.",
            javaType = "Long")
    String EXECUTION_NUMBER = IotJobsDataConstants.EXECUTION_NUMBER;

    @Metadata(description = "Out, with create, describe and cancel: the ARN of the job.", javaType = "String")
    String JOB_ARN = "CamelAwsIotJobsJobArn";

    @Metadata(
            label = "producer create",
            description = "Out: true if this call created the job; false if the same job existed already, "
                    + "perhaps by an earlier attempt of this call.",
            javaType = "Boolean")
    String CREATED = "CamelAwsIotJobsCreated";

    @Metadata(
            label = "producer",
            description = "Out, with await and describe: the status of the job.",
            javaType = "String")
    String JOB_STATUS = "CamelAwsIotJobsJobStatus";

    @Metadata(
            label = "producer await",
            description = "In: how long to wait for the end of the job, as in 30m.",
            javaType = "java.time.Duration")
    String TIMEOUT = "CamelAwsIotJobsTimeout";

    @Metadata(
            label = "producer",
            description = "In, with await and describe: how many executions may end without success for the job "
                    + "to pass, as a number or a percentage, as in 5 or 10%.",
            javaType = "String")
    String MAX_FAILED = "CamelAwsIotJobsMaxFailed";

    @Metadata(
            label = "producer",
            description = "Out, with await and describe: the verdict: PASSED, FAILED, CANCELED, DELETED, TIMEOUT "
                    + "(await only) or IN_PROGRESS (describe only).",
            javaType = "String")
    String VERDICT = "CamelAwsIotJobsVerdict";

    @Metadata(
            label = "producer",
            description = "Out, with await and describe: whether the verdict is PASSED.",
            javaType = "Boolean")
    String PASSED = "CamelAwsIotJobsPassed";

    @Metadata(
            label = "producer",
            description = "Out, with await and describe: why the job has not passed, in one line. Absent if it "
                    + "has passed.",
            javaType = "String")
    String VERDICT_REASON = "CamelAwsIotJobsVerdictReason";

    @Metadata(
            label = "producer",
            description = "Out, with await and describe: how many executions have succeeded.",
            javaType = "Integer")
    String SUCCEEDED = "CamelAwsIotJobsSucceeded";

    @Metadata(
            label = "producer",
            description = "Out, with await and describe: how many executions count against maxFailed: failed, "
                    + "rejected, timed out or cancelled.",
            javaType = "Integer")
    String NOT_SUCCEEDED = "CamelAwsIotJobsNotSucceeded";

    @Metadata(
            label = "producer",
            description = "Out, with await and describe: how many executions the job has, one for each thing.",
            javaType = "Integer")
    String TOTAL = "CamelAwsIotJobsTotal";

    /** The exchange property with the {@link JobVerdict}, after await and describe. */
    String JOB_VERDICT = "CamelAwsIotJobsJobVerdict";

    @Metadata(
            label = "producer describeExecution",
            description = "Out: the status of the execution.",
            javaType = "String")
    String STATUS = IotJobsDataConstants.STATUS;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: the status details of the execution.",
            javaType = "Map<String, String>")
    String STATUS_DETAILS = IotJobsDataConstants.STATUS_DETAILS;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: the version of the execution. It grows by one with each change.",
            javaType = "Long")
    String VERSION_NUMBER = IotJobsDataConstants.VERSION_NUMBER;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: when the execution was queued.",
            javaType = "java.time.Instant")
    String QUEUED_AT = IotJobsDataConstants.QUEUED_AT;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: when the execution was started. Absent while it is queued.",
            javaType = "java.time.Instant")
    String STARTED_AT = IotJobsDataConstants.STARTED_AT;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: when the execution was last changed.",
            javaType = "java.time.Instant")
    String LAST_UPDATED_AT = IotJobsDataConstants.LAST_UPDATED_AT;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: about how many seconds are left until the service times the execution out. "
                    + "Absent if it has no timeout.",
            javaType = "Long")
    String SECONDS_BEFORE_TIMED_OUT = IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT;
}
