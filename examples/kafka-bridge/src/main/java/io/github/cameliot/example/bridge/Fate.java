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
package io.github.cameliot.example.bridge;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.routes.DeadLetterReason;

/** What the downstream system makes of a job, how that job is to end, and what of its answers nobody can use. */
enum Fate {
    SUCCEEDS(ExecutionStatus.SUCCEEDED, null, 0),
    FAILS(ExecutionStatus.FAILED, null, 8),
    IS_REJECTED(ExecutionStatus.REJECTED, null, 4),
    /** The result comes twice. */
    ANSWERS_TWICE(ExecutionStatus.SUCCEEDED, null, 5),
    /** Before the result comes something that is no JSON. */
    MUMBLES(ExecutionStatus.SUCCEEDED, DeadLetterReason.NOT_JSON, 2),
    /** Before the result comes one with a status that the service does not have. */
    INVENTS_A_STATUS(ExecutionStatus.SUCCEEDED, DeadLetterReason.NOT_VALID, 2),
    /** Before the result comes one for a job that does not exist. */
    NAMES_ANOTHER_JOB(ExecutionStatus.SUCCEEDED, DeadLetterReason.NOT_FOUND, 2),
    /** After the result comes the contrary. */
    CHANGES_ITS_MIND(ExecutionStatus.SUCCEEDED, DeadLetterReason.CONTRADICTS, 2),
    /** No result ever comes: the bridge fails the job. */
    IS_FORGOTTEN(ExecutionStatus.FAILED, null, 3);

    private final ExecutionStatus end;
    private final DeadLetterReason unusable;
    private final int ofAHundred;

    Fate(ExecutionStatus end, DeadLetterReason unusable, int ofAHundred) {
        this.end = end;
        this.unusable = unusable;
        this.ofAHundred = ofAHundred;
    }

    ExecutionStatus end() {
        return end;
    }

    /** Why one of its answers is a dead letter; null when none is. */
    DeadLetterReason unusable() {
        return unusable;
    }

    /** How many of so many jobs have it. */
    int of(int jobs) {
        return jobs * ofAHundred / 100;
    }
}
