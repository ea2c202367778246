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
package io.github.cameliot.jobsdata.session;

/** Why a worker has lost an execution. */
public enum Loss {
    /** Another worker claimed it. */
    taken("another worker took it over"),
    /** It has ended, but not by a report of this worker: cancelled, timed out, removed, or ended by hand. */
    ended("it was cancelled, timed out, or ended by hand"),
    /** The execution, its job or its thing was deleted. */
    deleted("it was deleted"),
    /** Its lease could not be renewed in time, so other workers may take it over now. */
    leaseExpired("it could not be renewed within its lease, so another worker may take it over"),
    /** It ran longer than {@code maxRunTime}, and the outcome of {@code onFailure} was reported. */
    overrun("it ran longer than maxRunTime"),
    /** An operator ended or released it while the route ran. */
    endedByOperator("an operator ended or released it"),
    /** Its client, which the user had set, was closed while it was still in use: nothing can be sent any more. */
    clientClosed(
            "its client was closed while it was still in use, so nothing can be sent any more: close your own client "
                    + "only after the CamelContext has stopped"),
    /** The worker stopped before the route had ended, or before the service had accepted its report. */
    stopped("the worker stopped before the route had ended, or before the service had accepted the report");

    private final String sentence;

    Loss(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String toString() {
        return sentence;
    }
}
