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
package io.github.cameliot.jobsdata.rate;

/** Which call goes first if not all can go at once. */
public enum Priority {
    /** The outcome of a job: if it is lost, the job runs again. */
    REPORT,
    /** Releases a job, so that another worker can claim it at once. */
    RELEASE,
    /** Keeps the claim of a running job. */
    HEARTBEAT,
    /** Looks for more work. */
    CLAIM
}
