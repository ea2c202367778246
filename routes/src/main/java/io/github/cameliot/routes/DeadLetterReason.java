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
    /** The record has no value (a tombstone). */
    NO_VALUE,
    /** The value is not JSON in UTF-8. */
    NOT_JSON,
    /** The value is JSON but does not match the schema. */
    NOT_VALID,
    /** AWS knows no such thing, job or job execution, or does not know it any more. */
    NOT_FOUND,
    /** With {@code claimChecked}: the result does not belong to the claim that has the job. */
    OTHER_CLAIM,
    /** The job execution was not started, so it cannot have this result. */
    NOT_STARTED,
    /** The job execution ended with another result, or another job has the ID of the command. */
    CONTRADICTS,
    /** AWS ended the job execution before the result arrived: it timed out, was cancelled or was removed. */
    TOO_LATE,
    /** The record says IN_PROGRESS, but the job execution has ended. */
    OUT_OF_ORDER,
    /** The job execution has ended, and AWS does not say how. */
    ENDED,
    /** AWS refuses the values. */
    REFUSED,
    /** The credentials may not report for this thing or create the job, also after retries. */
    FORBIDDEN,
    /** Any other failure, after retries. */
    UNEXPECTED;

    /** Whether this reason is a response of AWS, which proves that AWS was reached and knew the caller. */
    boolean isOfTheService() {
        return switch (this) {
            case NO_VALUE, NOT_JSON, NOT_VALID, REFUSED, UNEXPECTED -> false;
            default -> true;
        };
    }
}
