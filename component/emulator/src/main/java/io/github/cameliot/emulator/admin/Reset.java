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
package io.github.cameliot.emulator.admin;

import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.RequestLog;
import io.github.cameliot.emulator.core.AccountRegistry;

/**
 * Returns an emulator to its state at the start: all accounts and regions, with the seed if there is one, faults, delays,
 * the counts of requests, the clock and role aliases.
 */
public record Reset(AccountRegistry accounts, Faults faults, RequestLog log, ClockControl clock, Runnable roleAliases) {

    public void run() {
        // The clock first: the times in the seed are those after the reset.
        clock.reset();
        faults.clear();
        accounts.reset();
        log.clear();
        roleAliases.run();
    }
}
