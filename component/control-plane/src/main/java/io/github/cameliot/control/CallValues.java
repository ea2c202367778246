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

import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.options.HeaderOrOption;
import io.github.cameliot.jobsdata.options.WholeNumbers;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.Message;
import software.amazon.awssdk.services.iot.model.CancelJobRequest;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iot.model.JobExecutionsRolloutConfig;
import software.amazon.awssdk.services.iot.model.TimeoutConfig;

/** The values of one call, from a message's headers, else from the options. */
final class CallValues {

    private final HeaderOrOption values;
    private final IotJobsConfiguration options;
    private final TracedDocument document;

    CallValues(IotJobsEndpoint endpoint) {
        this.values = new HeaderOrOption("iot-jobs:" + endpoint.getOperation());
        this.options = endpoint.getConfiguration();
        this.document = new TracedDocument(options.getTraceContext());
    }

    String jobId(Message message) {
        return values.require(
                message,
                IotJobsConstants.JOB_ID,
                "jobId=ota-7",
                options.getJobId(),
                (name, v) -> Names.jobId(name, v.toString()));
    }

    String thing(Message message) {
        return values.require(
                message,
                IotJobsConstants.THING,
                "thing=pump-12",
                options.getThing(),
                (name, v) -> Names.thing(name, v.toString()));
    }

    /** @return null for the latest execution */
    Long executionNumber(Message message) {
        return values.find(
                        message,
                        IotJobsConstants.EXECUTION_NUMBER,
                        "executionNumber",
                        options.getExecutionNumber(),
                        WholeNumbers::counted)
                .orElse(null);
    }

    MaxFailed maxFailed(Message message) {
        return values.find(message, IotJobsConstants.MAX_FAILED, "maxFailed", options.getMaxFailed(), MaxFailed::parse)
                .orElse(MaxFailed.NONE);
    }

    CancelJobRequest cancel(Message message) {
        return CancelJobRequest.builder()
                .jobId(jobId(message))
                .force(values.find(message, IotJobsConstants.FORCE, "force", options.isForce(), Values::trueOrFalse)
                        .orElse(false))
                .reasonCode(values.text(message, IotJobsConstants.REASON_CODE, options.getReasonCode()))
                .comment(values.text(message, IotJobsConstants.COMMENT, options.getComment()))
                .build();
    }

    /**
     * The request that creates a job. The ARNs of things are looked up last, after all other values were checked.
     *
     * @param arnOf finds the ARN of a thing by its name
     */
    CreateJobRequest create(Message message, UnaryOperator<String> arnOf) {
        CreateJobRequest.Builder job = CreateJobRequest.builder()
                .jobId(jobId(message))
                .document(document.of(message))
                .description(values.text(message, IotJobsConstants.DESCRIPTION, options.getDescription()));
        values.find(
                        message,
                        IotJobsConstants.TARGET_SELECTION,
                        "targetSelection",
                        options.getTargetSelection(),
                        Values::targetSelection)
                .ifPresent(s -> job.targetSelection(s.name()));
        values.find(
                        message,
                        IotJobsConstants.IN_PROGRESS_TIMEOUT,
                        "inProgressTimeout",
                        options.getInProgressTimeout(),
                        Values::inProgressTimeout)
                .ifPresent(minutes -> job.timeoutConfig(TimeoutConfig.builder()
                        .inProgressTimeoutInMinutes(minutes)
                        .build()));
        values.find(
                        message,
                        IotJobsConstants.RETRY,
                        "retry",
                        options.getRetry(),
                        (name, v) -> RetryRules.parse(name, v.toString()))
                .ifPresent(rules -> job.jobExecutionsRetryConfig(rules.config()));
        values.find(
                        message,
                        IotJobsConstants.MAXIMUM_PER_MINUTE,
                        "maximumPerMinute",
                        options.getMaximumPerMinute(),
                        Values::maximumPerMinute)
                .ifPresent(rate -> job.jobExecutionsRolloutConfig(JobExecutionsRolloutConfig.builder()
                        .maximumPerMinute(rate)
                        .build()));
        return job.targets(targets(message, arnOf)).build();
    }

    private List<String> targets(Message message, UnaryOperator<String> arnOf) {
        Optional<List<String>> arns =
                values.find(message, IotJobsConstants.TARGETS, "targets", options.getTargets(), Targets::arns);
        return arns.orElseGet(() -> values
                .find(message, IotJobsConstants.THING, "thing", options.getThing(), Targets::things)
                .orElseThrow(() -> new IllegalArgumentException("The things of the job are missing: set the option "
                        + "targets or the header " + IotJobsConstants.TARGETS
                        + " to ARNs, or the option thing or the header " + IotJobsConstants.THING
                        + " to names, as in thing=pump-12."))
                .stream()
                .map(arnOf)
                .toList());
    }
}
