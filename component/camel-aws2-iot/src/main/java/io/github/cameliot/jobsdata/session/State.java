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

/** Where a session is, and what can come next. */
public enum State {
    /** Ours, and the route runs. Next: any of the others. */
    OPEN,
    /**
     * The route has ended, and the service has not accepted its outcome yet: a report, or a release. Next: REPORTED,
     * PROBABLY_REPORTED, RELEASED, LOST; OPEN again when a report made by the route itself was refused.
     */
    REPORTING,
    /** The service has the outcome. Final. */
    REPORTED,
    /** The execution has ended since an attempt without a response: most likely by that attempt. Final. */
    PROBABLY_REPORTED,
    /** No longer ours; see {@link JobSession#loss()}. Final. */
    LOST,
    /** Handed to another system until a deadline. Final. */
    HANDED,
    /** Released, for any worker to claim. Final. */
    RELEASED;

    /** Whether nothing can come next. */
    public boolean isFinal() {
        return this != OPEN && this != REPORTING;
    }
}
