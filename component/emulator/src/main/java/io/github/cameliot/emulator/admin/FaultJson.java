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
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Faults as JSON. */
final class FaultJson {

    private static final Set<String> KNOWN = Set.of(
            "kind",
            "operations",
            "things",
            "first",
            "nth",
            "after",
            "probability",
            "seed",
            "abovePerSecond",
            "latencyMillis",
            "afterEffect");

    private FaultJson() {}

    static Fault parse(Body body) {
        body.refuseUnknown(KNOWN);
        FaultKind kind = body.constant("kind", FaultKind.class);
        if (kind == null) {
            throw ServiceException.invalid("kind is missing, like \"kind\": \"THROTTLE\"");
        }
        try {
            return new Fault(kind, scope(body), when(body), latency(body), body.bool("afterEffect", false));
        } catch (IllegalArgumentException e) {
            throw ServiceException.invalid(e.getMessage());
        }
    }

    private static Fault.Scope scope(Body body) {
        List<Operation> operations = body.constants("operations", Operation.class);
        return new Fault.Scope(Set.copyOf(operations), Set.copyOf(body.list("things")));
    }

    private static Fault.When when(Body body) {
        Long first = body.integer("first");
        Long nth = body.integer("nth");
        Long after = body.integer("after");
        long from = nth != null ? nth : after != null ? after + 1 : 1;
        long to = nth != null ? nth : first != null ? first : Long.MAX_VALUE;
        return new Fault.When(from, to, body.number("probability", 1), or(body.integer("seed"), 0), (int)
                Math.min(Integer.MAX_VALUE, or(body.integer("abovePerSecond"), 0)));
    }

    private static long or(Long value, long otherwise) {
        return value == null ? otherwise : value;
    }

    private static Duration latency(Body body) {
        Long millis = body.integer("latencyMillis");
        return millis == null ? null : Duration.ofMillis(millis);
    }

    static ObjectNode json(Faults.ActiveFault active) {
        Fault fault = active.fault();
        ObjectNode node = Json.object()
                .put("id", active.id())
                .put("kind", fault.kind().name())
                .put("hits", active.hits());
        fault.scope().operations().stream().sorted().forEach(operation -> node.withArray("operations")
                .add(operation.name()));
        fault.scope().things().stream().sorted().forEach(thing -> node.withArray("things")
                .add(thing));
        return node;
    }
}
