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
package io.github.cameliot.benchmarks.soak;

import static io.github.cameliot.emulator.Operation.DESCRIBE_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.GET_PENDING_JOB_EXECUTIONS;
import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;

import io.github.cameliot.emulator.RequestLog;

/** How often the service was called, by operation. */
record Calls(long describe, long getPending, long startNext, long update) {

    static Calls of(RequestLog log) {
        return new Calls(
                log.count(DESCRIBE_JOB_EXECUTION),
                log.count(GET_PENDING_JOB_EXECUTIONS),
                log.count(START_NEXT_PENDING_JOB_EXECUTION),
                log.count(UPDATE_JOB_EXECUTION));
    }

    long all() {
        return describe + getPending + startNext + update;
    }
}
