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
package io.github.cameliot.routes;

/** Why a record is in the dead-letter topic: the value of its header {@code iot-dead-letter-reason}. */
public enum DeadLetterReason {
    /** It has no value (a tombstone). */
    NO_VALUE,
    /** Its value is not JSON in UTF-8. */
    NOT_JSON,
    /** Its value is JSON and does not fit the schema. */
    NOT_VALID,
    /** The service knows no such thing, job or execution (any more). */
    NOT_FOUND,
    /** The result is not of the claim that the execution shows, and {@code claimChecked} wants that. */
    OTHER_CLAIM,
    /** The execution has not been started, so it cannot have this result. */
    NOT_STARTED,
    /** The execution has ended with another result, or another job has the id of the command. */
    CONTRADICTS,
    /** The service ended the execution before: it timed out, was cancelled or removed. */
    TOO_LATE,
    /** IN_PROGRESS for an execution that has ended. */
    OUT_OF_ORDER,
    /** The execution has ended, and the service does not say how. */
    ENDED,
    /** The service refuses the values. */
    REFUSED,
    /** The credentials may not report for this thing or create the job; after retries. */
    FORBIDDEN,
    /** Any other failure, after retries. */
    UNEXPECTED;

    /** Whether the service gave this reason, so that it was reached and knew the caller. */
    boolean isOfTheService() {
        return switch (this) {
            case NO_VALUE, NOT_JSON, NOT_VALID, REFUSED, UNEXPECTED -> false;
            default -> true;
        };
    }
}
