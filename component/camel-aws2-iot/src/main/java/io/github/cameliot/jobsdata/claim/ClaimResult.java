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
package io.github.cameliot.jobsdata.claim;

import java.time.Duration;

/** The result of a poll of a thing. */
public sealed interface ClaimResult {

    /** A job that this worker has claimed. */
    record Job(Claimed claimed) implements ClaimResult {}

    /** Nothing is pending. */
    record Nothing() implements ClaimResult {

        static final Nothing INSTANCE = new Nothing();
    }

    /** An execution was ended here without a run; there may be another one. */
    record Ended() implements ClaimResult {}

    /** The poll was cancelled before its call was sent. */
    record NotSent() implements ClaimResult {}

    /**
     * Another worker holds the next execution.
     *
     * @param owner the name of that worker in its marker
     * @param age time since its last update; null if the response had no time of day
     * @param attempt how often it was claimed
     * @param left how long until it may be taken over; null if that is not known, or never
     */
    record Blocked(String jobId, long executionNumber, String owner, Duration age, int attempt, Duration left)
            implements ClaimResult {

        /** Whether this is the same claim as that one, only later. */
        public boolean isSameClaimAs(Blocked earlier) {
            return jobId.equals(earlier.jobId)
                    && executionNumber == earlier.executionNumber
                    && owner.equals(earlier.owner)
                    && attempt == earlier.attempt;
        }
    }
}
