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

/** Which executions that are already in progress a worker takes over. */
public enum Resume {
    /** Executions whose lease has expired without an update, and executions that their worker released. */
    expired,
    /**
     * The same, and at once those of an earlier process with the same worker id. The user guarantees that only one
     * process uses the id.
     */
    own,
    /** None: they end by a timeout of the service, or by hand. */
    never
}
