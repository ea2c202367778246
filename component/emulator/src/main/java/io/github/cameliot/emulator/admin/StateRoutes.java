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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The operations that reset, save and load the state. */
public final class StateRoutes {

    private final AccountRegistry accounts;
    private final Reset reset;
    private final ClockControl clock;

    public StateRoutes(AccountRegistry accounts, Reset reset, ClockControl clock) {
        this.accounts = accounts;
        this.reset = reset;
        this.clock = clock;
    }

    /** The handlers by method and path. */
    public Map<String, Handler> all() {
        Map<String, Handler> all = new TreeMap<>();
        all.put("POST /_emulator/reset", this::reset);
        all.put("GET /_emulator/state", this::save);
        all.put("PUT /_emulator/state", this::load);
        return all;
    }

    private ObjectNode reset(Call call) {
        call.body().refuseUnknown(Set.of());
        reset.run();
        return Json.object();
    }

    private ObjectNode save(Call call) {
        return StateWriter.json(Homes.core(call.query(), accounts), clock.now());
    }

    private ObjectNode load(Call call) {
        StateReader.load(accounts, Homes.of(call.query(), accounts.standard().home()), call.body());
        return OverviewRoutes.sizes(
                Homes.core(call.query(), accounts).overview().sizes());
    }
}
