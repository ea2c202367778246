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
package io.github.cameliot.emulator;

import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.fault.FaultPlan;
import java.time.Duration;

/** Carries the fault plan's delays to the cores, which apply them. */
record CoreDelays(AccountRegistry core) implements FaultPlan.Delays {

    @Override
    public void newJobs(Duration delay) {
        core.delayNewJobs(delay);
    }

    @Override
    public void cancellations(Duration delay) {
        core.delayCancellations(delay);
    }

    @Override
    public void deletions(Duration delay) {
        core.delayDeletions(delay);
    }

    @Override
    public void timeouts(Duration delay) {
        core.delayTimeouts(delay);
    }
}
