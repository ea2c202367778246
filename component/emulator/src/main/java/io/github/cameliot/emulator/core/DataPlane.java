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
package io.github.cameliot.emulator.core;

import io.github.cameliot.emulator.ExecutionStatus;
import java.util.Map;
import java.util.Optional;

/** The operations of workers. */
public final class DataPlane {

    private final ServiceState serviceState;
    private final Lifecycle lifecycle;
    private final Conflicts conflicts;

    DataPlane(ServiceState serviceState, Lifecycle lifecycle) {
        this.serviceState = serviceState;
        this.lifecycle = lifecycle;
        this.conflicts = new Conflicts(serviceState.rules.readings());
    }

    /** The execution that {@link #startNext} would return, unchanged. */
    public Optional<ExecutionView> describeNext(String thing) {
        return serviceState.read(
                now -> Optional.ofNullable(serviceState.thing(thing).next()).map(next -> next.view(now)));
    }

    public ExecutionView describe(String thing, String jobId, Long executionNumber) {
        return serviceState.read(now -> {
            JobExecution execution = serviceState.execution(thing, jobId, executionNumber);
            if (execution.status().isTerminal()) {
                throw new ServiceException(
                        ErrorType.TERMINAL_STATE,
                        "Job execution of job %s on thing %s is terminal: %s"
                                .formatted(jobId, thing, execution.status()),
                        execution.snapshot());
            }
            return execution.view(now);
        });
    }

    /** Whether requests may have numbers and booleans in quotes. */
    public boolean takesQuotedValues() {
        return serviceState.rules.readings().quotedValuesTaken();
    }

    public PendingExecutions pending(String thing) {
        return serviceState.read(now -> {
            Rules rules = serviceState.rules;
            return serviceState
                    .thing(thing)
                    .listed(rules.limits().pendingListed(), rules.readings().pendingListsInProgress());
        });
    }

    /**
     * Starts the next queued execution; if one is already in progress, it is returned unchanged.
     *
     * @param details of the started execution; null for none
     * @param stepTimeout of the started execution; null for none
     */
    public Optional<ExecutionView> startNext(String thing, Map<String, String> details, StepTimeout stepTimeout) {
        Map<String, String> checked = StatusDetails.checked(details, serviceState.rules.limits());
        return serviceState.locked(now -> {
            JobExecution next = serviceState.thing(thing).next();
            if (next != null && next.status() == ExecutionStatus.QUEUED) {
                lifecycle.report(next, new Report(ExecutionStatus.IN_PROGRESS, checked, stepTimeout), now);
            } else {
                serviceState.nothingChanged();
            }
            return Optional.ofNullable(next).map(execution -> execution.view(now));
        });
    }

    /**
     * The execution that a service with lagging reads returns as the next one: the one that was ended last by a worker.
     *
     * @param asItWas whether it is returned as it was before its end, else with its terminal status
     */
    public Optional<ExecutionView> lastEnded(String thing, boolean asItWas) {
        return serviceState.read(
                now -> Optional.ofNullable(serviceState.thing(thing).lastEnded())
                        .map(last -> asItWas ? last.before() : last.execution().view(now)));
    }

    public ExecutionView update(String thing, String jobId, Update update) {
        Report wanted = update.report();
        if (!wanted.status().isSetByWorker()) {
            throw ServiceException.invalid(
                    ("status %s can be set only by the service: a worker may set IN_PROGRESS, SUCCEEDED, FAILED or "
                                    + "REJECTED")
                            .formatted(wanted.status()));
        }
        Map<String, String> details = StatusDetails.checked(wanted.details(), serviceState.rules.limits());
        Report report = new Report(wanted.status(), details, wanted.stepTimeout());
        return serviceState.locked(now -> {
            JobExecution execution = serviceState.execution(thing, jobId, update.executionNumber());
            conflicts.check(execution, update);
            lifecycle.report(execution, report, now);
            return execution.view(now);
        });
    }
}
