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
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.camel.Message;
import software.amazon.awssdk.services.iot.model.CancelJobRequest;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iot.model.JobExecutionsRolloutConfig;
import software.amazon.awssdk.services.iot.model.TimeoutConfig;

/** What one call needs, from a message's headers, else from the options. */
final class CallValues {

    private final IotJobsOperation operation;
    private final IotJobsConfiguration options;

    CallValues(IotJobsEndpoint endpoint) {
        this.operation = endpoint.getOperation();
        this.options = endpoint.getConfiguration();
    }

    String jobId(Message message) {
        return value(
                        message,
                        IotJobsConstants.JOB_ID,
                        "jobId",
                        options.getJobId(),
                        (name, v) -> Names.jobId(name, v.toString()))
                .orElseThrow(() -> missing("jobId=ota-7", IotJobsConstants.JOB_ID));
    }

    String thing(Message message) {
        return value(
                        message,
                        IotJobsConstants.THING,
                        "thing",
                        options.getThing(),
                        (name, v) -> Names.thing(name, v.toString()))
                .orElseThrow(() -> missing("thing=pump-12", IotJobsConstants.THING));
    }

    /** @return null for the latest */
    Long executionNumber(Message message) {
        return value(
                        message,
                        IotJobsConstants.EXECUTION_NUMBER,
                        "executionNumber",
                        options.getExecutionNumber(),
                        Values::executionNumber)
                .orElse(null);
    }

    CancelJobRequest cancel(Message message) {
        return CancelJobRequest.builder()
                .jobId(jobId(message))
                .force(value(message, IotJobsConstants.FORCE, "force", options.isForce(), Values::trueOrFalse)
                        .orElse(false))
                .reasonCode(text(message, IotJobsConstants.REASON_CODE, options.getReasonCode()))
                .comment(text(message, IotJobsConstants.COMMENT, options.getComment()))
                .build();
    }

    /**
     * All of a job to create; asks for the ARNs of things last, when nothing else is wrong.
     *
     * @param arnOf finds the ARN of a thing by its name
     */
    CreateJobRequest create(Message message, UnaryOperator<String> arnOf) {
        CreateJobRequest.Builder job = CreateJobRequest.builder()
                .jobId(jobId(message))
                .document(JobDocument.of(message))
                .description(text(message, IotJobsConstants.DESCRIPTION, options.getDescription()));
        value(
                        message,
                        IotJobsConstants.TARGET_SELECTION,
                        "targetSelection",
                        options.getTargetSelection(),
                        Values::targetSelection)
                .ifPresent(s -> job.targetSelection(s.name()));
        value(
                        message,
                        IotJobsConstants.IN_PROGRESS_TIMEOUT,
                        "inProgressTimeout",
                        options.getInProgressTimeout(),
                        Values::inProgressTimeout)
                .ifPresent(minutes -> job.timeoutConfig(TimeoutConfig.builder()
                        .inProgressTimeoutInMinutes(minutes)
                        .build()));
        value(
                        message,
                        IotJobsConstants.RETRY,
                        "retry",
                        options.getRetry(),
                        (name, v) -> RetryRules.parse(name, v.toString()))
                .ifPresent(rules -> job.jobExecutionsRetryConfig(rules.config()));
        value(
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
                value(message, IotJobsConstants.TARGETS, "targets", options.getTargets(), Targets::arns);
        return arns.orElseGet(() -> value(message, IotJobsConstants.THING, "thing", options.getThing(), Targets::things)
                .orElseThrow(() -> new IllegalArgumentException("Nothing says which things the job is for: set the"
                        + " option targets or the header " + IotJobsConstants.TARGETS
                        + " to ARNs, or the option thing or the header " + IotJobsConstants.THING
                        + " to names, as in thing=pump-12."))
                .stream()
                .map(arnOf)
                .toList());
    }

    /** The header, else the option, else empty; the reader is told which of the two it was. */
    private static <T> Optional<T> value(
            Message message, String header, String option, Object set, BiFunction<String, Object, T> reader) {
        Object given = message.getHeader(header);
        if (given != null) {
            return Optional.of(reader.apply(header, given));
        }
        return Optional.ofNullable(set).map(v -> reader.apply(option, v));
    }

    /** @return null for none */
    private static String text(Message message, String header, String option) {
        Object given = message.getHeader(header);
        return given == null ? option : given.toString();
    }

    private IllegalArgumentException missing(String option, String header) {
        String name = option.substring(0, option.indexOf('='));
        return new IllegalArgumentException(name + " is missing for iot-jobs:" + operation + ": set the option, as in "
                + option + ", or the header " + header + ".");
    }
}
