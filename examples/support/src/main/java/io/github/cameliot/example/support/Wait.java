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
package io.github.cameliot.example.support;

import java.time.Duration;
import java.util.concurrent.Callable;

/** How a scenario waits for what its processes do. */
public final class Wait {

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private Wait() {}

    /**
     * Waits until a condition holds.
     *
     * @param what the condition in words, for the message
     * @throws ScenarioException when it does not hold in time
     */
    public static void until(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new ScenarioException("Not reached within %d s: %s.".formatted(atMost.toSeconds(), what));
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    /**
     * Waits until a condition holds, as long as a process lives.
     *
     * @param what the condition in words, for the message
     * @throws ScenarioException when it does not hold in time, or the process has ended before
     */
    public static void until(String what, Duration atMost, ChildProcess process, Callable<Boolean> condition)
            throws Exception {
        until(what, atMost, () -> {
            if (condition.call()) {
                return true;
            }
            if (!process.isAlive()) {
                throw new ScenarioException(process.name() + " has ended before this: " + what + ".");
            }
            return false;
        });
    }
}
