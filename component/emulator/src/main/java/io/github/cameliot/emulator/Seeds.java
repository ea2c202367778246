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

import io.github.cameliot.emulator.admin.ClockControl;
import io.github.cameliot.emulator.admin.StateReader;
import io.github.cameliot.emulator.admin.StateWriter;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.Rules;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.StateSnapshot;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Json;
import java.nio.charset.StandardCharsets;

/** Carries seeds and saved states between JSON and the cores. */
final class Seeds {

    private Seeds() {}

    /** The accounts and regions of a new emulator, with its seed. */
    static AccountRegistry start(JobsEmulatorBuilder builder) {
        AccountRegistry accounts = new AccountRegistry(
                builder.clock,
                new Arns(builder.region, builder.account),
                new Rules(builder.limits, builder.readings, builder.capacity));
        accounts.seedBy(isAgain -> seed(accounts, builder, isAgain));
        return accounts;
    }

    private static StateSnapshot seed(AccountRegistry accounts, JobsEmulatorBuilder builder, boolean isAgain) {
        if (builder.seed.length == 0) {
            return StateSnapshot.EMPTY;
        }
        try {
            JobsCore empty = accounts.empty(accounts.standard().home());
            return StateReader.read(empty, Body.parse(builder.seed, "It"), isAgain);
        } catch (ServiceException e) {
            throw new ServiceException(
                    e.type(), "The seed %s is not possible. %s".formatted(builder.seedName, e.getMessage()), null);
        }
    }

    static String dump(JobsCore core, ClockControl clock) {
        return new String(Json.bytes(StateWriter.json(core, clock.now())), StandardCharsets.UTF_8);
    }

    static void load(AccountRegistry accounts, AccountRegion home, String json) {
        StateReader.load(accounts, home, Body.parse(json.getBytes(StandardCharsets.UTF_8), "The state"));
    }
}
