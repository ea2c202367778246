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

/** The state of a session, and the states that can follow. */
public enum State {
    /** The worker holds the execution, and the route runs. Next: any other state. */
    OPEN,
    /**
     * The route has ended, and the service has not accepted its outcome yet: a report, or a release. Next: REPORTED,
     * PROBABLY_REPORTED, RELEASED or LOST; or OPEN again if a report made by the route itself was refused.
     */
    REPORTING,
    /** The service has accepted the outcome. Final. */
    REPORTED,
    /** The execution has ended after an attempt without a response: most likely by that attempt. Final. */
    PROBABLY_REPORTED,
    /** The worker has lost the execution; see {@link JobSession#loss()}. Final. */
    LOST,
    /** The execution was handed to another system until a deadline. Final. */
    HANDED,
    /** The execution was released; any worker may claim it. Final. */
    RELEASED;

    /** Whether no other state can follow. */
    public boolean isFinal() {
        return this != OPEN && this != REPORTING;
    }
}
