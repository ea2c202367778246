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
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.RequestLog;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import io.github.cameliot.emulator.wire.Numbers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The operations below {@code /_emulator}. */
public final class AdminRoutes {

    private final Faults faults;
    private final RequestLog log;
    private final ClockControl clock;

    public AdminRoutes(Faults faults, RequestLog log, ClockControl clock) {
        this.faults = faults;
        this.log = log;
        this.clock = clock;
    }

    /** The handlers by method and path. */
    public Map<String, Handler> all() {
        Map<String, Handler> all = new TreeMap<>();
        all.put("GET /_emulator/faults", call -> list());
        all.put("POST /_emulator/faults", call -> FaultJson.json(faults.add(FaultJson.parse(call.body()))));
        all.put("DELETE /_emulator/faults", call -> clear());
        all.put("DELETE /_emulator/faults/{id}", this::remove);
        all.put("PUT /_emulator/delays", this::delays);
        all.put("GET /_emulator/clock", call -> time());
        all.put("POST /_emulator/clock", this::advance);
        all.put("GET /_emulator/requests", call -> requests());
        all.put("DELETE /_emulator/requests", call -> clearRequests());
        return all;
    }

    private ObjectNode list() {
        ObjectNode response = Json.object();
        response.putArray("faults");
        faults.active().forEach(active -> response.withArray("faults").add(FaultJson.json(active)));
        return response;
    }

    private ObjectNode clear() {
        faults.clear();
        return Json.object();
    }

    private ObjectNode remove(Call call) {
        long id = Numbers.parse("id", call.path("id"));
        Faults.ActiveFault found = faults.active().stream()
                .filter(active -> active.id() == id)
                .findFirst()
                .orElseThrow(() -> ServiceException.notFound("Fault %d does not exist".formatted(id)));
        found.remove();
        return FaultJson.json(found);
    }

    private ObjectNode delays(Call call) {
        Body body = call.body();
        body.refuseUnknown(Set.of("newJobsMillis", "cancellationsMillis", "deletionsMillis", "timeoutsMillis"));
        try {
            delay(body, "newJobsMillis", faults::delayNewJobs);
            delay(body, "cancellationsMillis", faults::delayCancellations);
            delay(body, "deletionsMillis", faults::delayDeletions);
            delay(body, "timeoutsMillis", faults::delayTimeouts);
        } catch (IllegalArgumentException e) {
            throw ServiceException.invalid(e.getMessage());
        }
        return Json.object();
    }

    private static void delay(Body body, String name, Consumer<Duration> set) {
        Long millis = body.integer(name);
        if (millis != null) {
            set.accept(Duration.ofMillis(millis));
        }
    }

    private ObjectNode time() {
        return Json.object().put("now", clock.now().toString());
    }

    private ObjectNode advance(Call call) {
        call.body().refuseUnknown(Set.of("advanceMillis"));
        Long millis = call.body().integer("advanceMillis");
        if (millis == null) {
            throw ServiceException.invalid("advanceMillis is missing, like \"advanceMillis\": 60000");
        }
        clock.advance(Duration.ofMillis(millis));
        return time();
    }

    private ObjectNode requests() {
        ObjectNode response = Json.object().put("total", log.total()).put("connections", log.connections());
        ObjectNode operations = response.putObject("operations");
        for (Operation operation : Operation.values()) {
            operations.put(operation.name(), log.count(operation));
        }
        return response;
    }

    private ObjectNode clearRequests() {
        log.clear();
        return Json.object();
    }
}
