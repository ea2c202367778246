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
 * The headers of {@code iot-jobs}. A header beats the option of the same meaning; what means the same has the name that it
 * has in {@code iot-jobs-data}.
 */
public interface IotJobsConstants {

    @Metadata(
            description =
                    "create: the things of the job, by name and separated by commas, where no targets are set. describeExecution: which thing, and out: the same.",
            javaType = "String")
    String THING = IotJobsDataConstants.THING;

    @Metadata(
            description = "The job id. In: which job to create, await, describe or cancel. Out: the same.",
            javaType = "String")
    String JOB_ID = IotJobsDataConstants.JOB_ID;

    @Metadata(
            label = "producer create",
            description = "The ARNs of the things and groups of the job, separated by commas or as a Collection.",
            javaType = "String")
    String TARGETS = "CamelAwsIotJobsTargets";

    @Metadata(label = "producer create", description = "What the job is for, in words.", javaType = "String")
    String DESCRIPTION = "CamelAwsIotJobsDescription";

    @Metadata(label = "producer create", description = "SNAPSHOT or CONTINUOUS.", javaType = "String")
    String TARGET_SELECTION = "CamelAwsIotJobsTargetSelection";

    @Metadata(
            label = "producer create",
            description = "How long the job may be in progress on a thing: whole minutes as a duration, as in 30m.",
            javaType = "java.time.Duration")
    String IN_PROGRESS_TIMEOUT = "CamelAwsIotJobsInProgressTimeout";

    @Metadata(
            label = "producer create",
            description = "What is tried again and how often, as in FAILED:3,TIMED_OUT:2.",
            javaType = "String")
    String RETRY = "CamelAwsIotJobsRetry";

    @Metadata(label = "producer create", description = "How many things get the job a minute.", javaType = "Integer")
    String MAXIMUM_PER_MINUTE = "CamelAwsIotJobsMaximumPerMinute";

    @Metadata(
            label = "producer cancel",
            description = "Whether to cancel what is in progress, too.",
            javaType = "Boolean")
    String FORCE = "CamelAwsIotJobsForce";

    @Metadata(label = "producer cancel", description = "Why, as a code of A-Z 0-9 _.", javaType = "String")
    String REASON_CODE = "CamelAwsIotJobsReasonCode";

    @Metadata(label = "producer cancel", description = "Why, in words.", javaType = "String")
    String COMMENT = "CamelAwsIotJobsComment";

    @Metadata(
            label = "producer describeExecution",
            description =
                    "Tells the attempts of one job on one thing apart. In: which execution. Out: the number of the execution.",
            javaType = "Long")
    String EXECUTION_NUMBER = IotJobsDataConstants.EXECUTION_NUMBER;

    @Metadata(description = "Out: the ARN of the job, not of describeExecution.", javaType = "String")
    String JOB_ARN = "CamelAwsIotJobsJobArn";

    @Metadata(
            label = "producer create",
            description =
                    "Out: true when this call made the job; false when the same job was there, maybe by an earlier attempt of this call.",
            javaType = "Boolean")
    String CREATED = "CamelAwsIotJobsCreated";

    @Metadata(
            label = "producer",
            description = "Out of await and describe: the status of the job.",
            javaType = "String")
    String JOB_STATUS = "CamelAwsIotJobsJobStatus";

    @Metadata(label = "producer await", description = "How long to wait, as in 30m.", javaType = "java.time.Duration")
    String TIMEOUT = "CamelAwsIotJobsTimeout";

    @Metadata(
            label = "producer",
            description =
                    "await, describe: how many executions need not succeed, as a number or a percentage, as in 5 or 10%.",
            javaType = "String")
    String MAX_FAILED = "CamelAwsIotJobsMaxFailed";

    @Metadata(
            label = "producer",
            description =
                    "Out of await and describe: the verdict in one word, PASSED, FAILED, CANCELED, DELETED, TIMEOUT (await) or IN_PROGRESS (describe).",
            javaType = "String")
    String VERDICT = "CamelAwsIotJobsVerdict";

    @Metadata(
            label = "producer",
            description = "Out of await and describe: whether the verdict is PASSED.",
            javaType = "Boolean")
    String PASSED = "CamelAwsIotJobsPassed";

    @Metadata(
            label = "producer",
            description = "Out of await and describe: why it has not passed, in one line; absent when it has.",
            javaType = "String")
    String VERDICT_REASON = "CamelAwsIotJobsVerdictReason";

    @Metadata(
            label = "producer",
            description = "Out of await and describe: how many executions have succeeded.",
            javaType = "Integer")
    String SUCCEEDED = "CamelAwsIotJobsSucceeded";

    @Metadata(
            label = "producer",
            description =
                    "Out of await and describe: how many executions count against maxFailed: failed, rejected, timed out, cancelled.",
            javaType = "Integer")
    String NOT_SUCCEEDED = "CamelAwsIotJobsNotSucceeded";

    @Metadata(
            label = "producer",
            description = "Out of await and describe: how many executions the job has, by thing.",
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
            description = "Out: the version of the execution, which grows by one with each change.",
            javaType = "Long")
    String VERSION_NUMBER = IotJobsDataConstants.VERSION_NUMBER;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: when the execution was queued.",
            javaType = "java.time.Instant")
    String QUEUED_AT = IotJobsDataConstants.QUEUED_AT;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: when the execution was started; absent while it is queued.",
            javaType = "java.time.Instant")
    String STARTED_AT = IotJobsDataConstants.STARTED_AT;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: when the execution was changed last.",
            javaType = "java.time.Instant")
    String LAST_UPDATED_AT = IotJobsDataConstants.LAST_UPDATED_AT;

    @Metadata(
            label = "producer describeExecution",
            description = "Out: about how long until the service times the execution out; absent without a timeout.",
            javaType = "Long")
    String SECONDS_BEFORE_TIMED_OUT = IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT;
}
