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

/** What the downstream system does with a job, how the job must end, and why one of its records becomes a dead letter. */
enum ExpectedResult {
    SUCCEEDS(ExecutionStatus.SUCCEEDED, null, 0),
    FAILS(ExecutionStatus.FAILED, null, 8),
    IS_REJECTED(ExecutionStatus.REJECTED, null, 4),
    /** Sends the result twice. */
    SENDS_A_DUPLICATE(ExecutionStatus.SUCCEEDED, null, 5),
    /** Sends a record that is not JSON, then the result. */
    SENDS_MALFORMED_JSON(ExecutionStatus.SUCCEEDED, DeadLetterReason.NOT_JSON, 2),
    /** Sends a result with a status that the service does not have, then the result. */
    SENDS_AN_UNKNOWN_STATUS(ExecutionStatus.SUCCEEDED, DeadLetterReason.NOT_VALID, 2),
    /** Sends a result of a job that does not exist, then the result. */
    NAMES_AN_UNKNOWN_JOB(ExecutionStatus.SUCCEEDED, DeadLetterReason.NOT_FOUND, 2),
    /** Sends the result, then FAILED. */
    CONTRADICTS_ITSELF(ExecutionStatus.SUCCEEDED, DeadLetterReason.CONTRADICTS, 2),
    /** Sends nothing: the bridge reports FAILED after the result timeout. */
    SENDS_NO_RESULT(ExecutionStatus.FAILED, null, 3);

    private final ExecutionStatus end;
    private final DeadLetterReason deadLetter;
    private final int ofAHundred;

    ExpectedResult(ExecutionStatus end, DeadLetterReason deadLetter, int ofAHundred) {
        this.end = end;
        this.deadLetter = deadLetter;
        this.ofAHundred = ofAHundred;
    }

    ExecutionStatus end() {
        return end;
    }

    /** Why one of the records is a dead letter; null when none is. */
    DeadLetterReason deadLetter() {
        return deadLetter;
    }

    /** How many of so many jobs this is expected of. */
    int of(int jobs) {
        return jobs * ofAHundred / 100;
    }
}
