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
import io.github.cameliot.jobsdata.options.ClientSettings;
import io.github.cameliot.jobsdata.options.MaxDelay;
import io.github.cameliot.jobsdata.options.OptionTexts;
import io.github.cameliot.jobsdata.options.WholeNumbers;
import io.github.cameliot.jobsdata.tracing.TraceMember;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Refuses invalid options and combinations before anything runs. Each message names the option and shows a value that
 * works.
 */
final class OptionCheck {

    private static final int MOST_EXECUTIONS = 1000;
    private static final int MOST_WITH_DETAILS = 100;

    private OptionCheck() {}

    static void producer(IotJobsEndpoint endpoint) {
        IotJobsConfiguration c = endpoint.getConfiguration();
        IotJobsOperation operation = endpoint.getOperation();
        refuseUnless(operation, "targets", c.getTargets(), IotJobsOperation.create);
        refuseUnless(operation, "description", c.getDescription(), IotJobsOperation.create);
        refuseUnless(operation, "targetSelection", c.getTargetSelection(), IotJobsOperation.create);
        refuseUnless(operation, "inProgressTimeout", c.getInProgressTimeout(), IotJobsOperation.create);
        refuseUnless(operation, "retry", c.getRetry(), IotJobsOperation.create);
        refuseUnless(operation, "maximumPerMinute", c.getMaximumPerMinute(), IotJobsOperation.create);
        refuseUnless(operation, "force", c.isForce() ? true : null, IotJobsOperation.cancel);
        refuseUnless(operation, "reasonCode", c.getReasonCode(), IotJobsOperation.cancel);
        refuseUnless(operation, "comment", c.getComment(), IotJobsOperation.cancel);
        refuseUnless(operation, "executionNumber", c.getExecutionNumber(), IotJobsOperation.describeExecution);
        refuseUnless(operation, "thing", c.getThing(), IotJobsOperation.create, IotJobsOperation.describeExecution);
        refuseUnless(operation, "maxFailed", c.getMaxFailed(), IotJobsOperation.await, IotJobsOperation.describe);
        refuseUnless(operation, "failFast", c.isFailFast() ? true : null, IotJobsOperation.await);
        refuseUnless(
                operation,
                "maxExecutions",
                c.getMaxExecutions() == 0 ? null : c.getMaxExecutions(),
                IotJobsOperation.await);
        refuseUnless(operation, "includeDetails", c.isIncludeDetails() ? true : null, IotJobsOperation.await);
        if (operation == IotJobsOperation.create) {
            traceContext(c);
        }
        for (String option : List.of("timeout", "delay", "maxDelay")) {
            boolean isWritten = endpoint.texts().isWritten(option);
            refuseUnless(operation, option, isWritten ? "..." : null, IotJobsOperation.await);
        }
        if (operation == IotJobsOperation.await) {
            await(c, endpoint.texts());
        }
        if (c.getTargets() != null && c.getThing() != null) {
            throw new IllegalArgumentException("targets and thing contradict each other: both set the things of the "
                    + "job. Keep targets for ARNs, or thing for names.");
        }
        if (c.getJobId() != null) {
            Names.jobId("jobId", c.getJobId());
        }
        if (c.getThing() != null && operation == IotJobsOperation.create) {
            Targets.things("thing", c.getThing());
        } else if (c.getThing() != null) {
            Names.thing("thing", c.getThing());
        }
        if (c.getTargets() != null) {
            Targets.arns("targets", c.getTargets());
        }
        if (c.getMaxFailed() != null) {
            MaxFailed.parse("maxFailed", c.getMaxFailed());
        }
        if (c.getInProgressTimeout() != null) {
            Values.inProgressTimeout("inProgressTimeout", c.getInProgressTimeout());
        }
        if (c.getRetry() != null) {
            RetryRules.parse("retry", c.getRetry());
        }
        if (c.getMaximumPerMinute() != null) {
            Values.maximumPerMinute("maximumPerMinute", c.getMaximumPerMinute());
        }
        if (c.getExecutionNumber() != null) {
            WholeNumbers.counted("executionNumber", c.getExecutionNumber());
        }
    }

    private static void traceContext(IotJobsConfiguration c) {
        if (TraceMember.of(c.getTraceContext()) != null && c.isPojoRequest()) {
            throw new IllegalArgumentException(
                    "traceContext=" + c.getTraceContext() + " and pojoRequest=true contradict"
                            + " each other: your own request is sent unchanged. Put the trace context into its "
                            + "document yourself, and remove traceContext.");
        }
    }

    private static void await(IotJobsConfiguration c, OptionTexts texts) {
        if (c.isPojoRequest()) {
            throw new IllegalArgumentException(
                    "pojoRequest=true has no meaning for iot-jobs:await, which makes more than one"
                            + " call. Leave it out.");
        }
        Values.refuseUnlessTimeout(texts.shown("timeout", c.getTimeout()), c.getTimeout());
        ClientSettings.positive("delay", c.getDelay(), MaxDelay.LONGEST, "5s", texts);
        ClientSettings.positive("maxDelay", c.getMaxDelay(), MaxDelay.LONGEST, "1m", texts);
        MaxDelay.refuseUnlessLonger(c.getMaxDelay(), c.getDelay(), texts);
        int most = c.isIncludeDetails() ? MOST_WITH_DETAILS : MOST_EXECUTIONS;
        if (c.getMaxExecutions() < 0 || c.getMaxExecutions() > most) {
            throw new IllegalArgumentException("maxExecutions=" + c.getMaxExecutions() + " is not possible. Use 0 to "
                    + MOST_EXECUTIONS + ", or with includeDetails=true up to " + MOST_WITH_DETAILS + ", because each "
                    + "execution then costs a call.");
        }
        if (c.isIncludeDetails() && c.getMaxExecutions() == 0) {
            throw new IllegalArgumentException(
                    "includeDetails=true has no meaning without executions. Set maxExecutions, as"
                            + " in maxExecutions=20.");
        }
    }

    private static void refuseUnless(
            IotJobsOperation operation, String option, Object value, IotJobsOperation... meant) {
        if (value != null && !List.of(meant).contains(operation)) {
            throw new IllegalArgumentException(option + "=" + Names.shown(value.toString())
                    + " has no meaning for iot-jobs:" + operation + ", it is an option of "
                    + List.of(meant).stream().map(o -> "iot-jobs:" + o).collect(Collectors.joining(" and "))
                    + ". Leave it out.");
        }
    }
}
