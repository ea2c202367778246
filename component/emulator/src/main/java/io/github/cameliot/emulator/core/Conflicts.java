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
import io.github.cameliot.emulator.Readings;

/** When an update is refused because the execution differs from what the worker expects. */
final class Conflicts {

    private final Readings readings;

    Conflicts(Readings readings) {
        this.readings = readings;
    }

    void check(JobExecution execution, Update update) {
        if (readings.terminalBeforeVersion()) {
            checkTransition(execution, update.report().status());
            checkVersion(execution, update.expectedVersion());
        } else {
            checkVersion(execution, update.expectedVersion());
            checkTransition(execution, update.report().status());
        }
    }

    private void checkTransition(JobExecution execution, ExecutionStatus wanted) {
        boolean skipsStart = execution.status() == ExecutionStatus.QUEUED
                && wanted == ExecutionStatus.SUCCEEDED
                && !readings.queuedMaySucceed();
        if (execution.status().isTerminal() || skipsStart) {
            throw refusal(
                    ErrorType.INVALID_TRANSITION,
                    execution,
                    "cannot go from %s to %s".formatted(execution.status(), wanted));
        }
    }

    private void checkVersion(JobExecution execution, Long expected) {
        if (expected == null || expected == execution.version) {
            return;
        }
        ErrorType type = readings.conflictName() == Readings.ConflictName.MODEL
                ? ErrorType.VERSION_MISMATCH_OF_MODEL
                : ErrorType.VERSION_MISMATCH;
        throw refusal(
                type, execution, "has version %d, but version %d was expected".formatted(execution.version, expected));
    }

    private ServiceException refusal(ErrorType type, JobExecution execution, String why) {
        String message = "Job execution of job %s on thing %s %s"
                .formatted(execution.job().id(), execution.thing().name(), why);
        return new ServiceException(type, message, readings.conflictCarriesState() ? execution.snapshot() : null);
    }
}
