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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.outcome.Outcome;

/** What is reported for a job whose route has failed. */
public enum OnFailure {
    /** FAILED: the retry rules of the job may queue it again. */
    fail,
    /** REJECTED: the service does not retry it. */
    reject,
    /**
     * Nothing: the execution is released, and any worker may claim it. This consumer polls the thing again after {@code
     * maxDelay}.
     */
    leave;

    /** The outcome of a job that failed for this reason. */
    public Outcome outcome(String reason) {
        return switch (this) {
            case fail -> Outcome.failed(reason);
            case reject -> Outcome.rejected(reason);
            case leave -> Outcome.released(reason);
        };
    }
}
