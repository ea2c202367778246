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
package io.github.cameliot.emulator.fault;

import io.github.cameliot.emulator.Fault;
import java.time.Instant;
import java.util.Random;

/** Whether the next request in a fault's scope is hit. Guarded by {@link FaultPlan}'s lock. */
final class Trigger {

    private final Fault.When when;
    private final Random random;
    private long seen;
    private long second = Long.MIN_VALUE;
    private int inSecond;

    Trigger(Fault.When when) {
        this.when = when;
        this.random = new Random(when.seed());
    }

    boolean next(Instant now) {
        seen++;
        boolean counted = seen >= when.from() && seen <= when.to();
        return counted && isAboveRate(now) && (when.probability() >= 1 || random.nextDouble() < when.probability());
    }

    private boolean isAboveRate(Instant now) {
        if (when.abovePerSecond() == 0) {
            return true;
        }
        if (second != now.getEpochSecond()) {
            second = now.getEpochSecond();
            inSecond = 0;
        }
        return ++inSecond > when.abovePerSecond();
    }
}
