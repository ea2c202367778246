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
package io.github.cameliot.example.bridge;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import java.time.Duration;

/** Between which two steps a bridge is killed. A fault of the service holds it there until then. */
enum KillPoint {
    CLAIMED("has claimed %d job(s) and published none of them", Operation.START_NEXT_PENDING_JOB_EXECUTION) {
        @Override
        Fault fault() {
            return Fault.latency(LONG);
        }
    },
    PUBLISHED("has published %d job(s) and handed over none of them", Operation.UPDATE_JOB_EXECUTION) {
        @Override
        Fault fault() {
            return Fault.unavailable();
        }
    },
    REPORTED("has reported %d result(s) and committed none of their offsets", Operation.UPDATE_JOB_EXECUTION) {
        @Override
        Fault fault() {
            return Fault.latency(LONG);
        }
    };

    /** Long enough to notice and to kill, shorter than the timeout of a call. */
    private static final Duration LONG = Duration.ofSeconds(3);

    private final String description;
    private final Operation operation;

    KillPoint(String description, Operation operation) {
        this.description = description;
        this.operation = operation;
    }

    abstract Fault fault();

    /** What holds bridges there. */
    Fault hold() {
        return fault().on(operation);
    }

    /** What the bridge has done and not yet done. */
    String describe(long number) {
        return description.formatted(number);
    }
}
