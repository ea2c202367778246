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
package io.github.cameliot.emulator.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.admin.Homes;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.fault.AppliedFaults;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Errors;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import io.github.cameliot.emulator.wire.Responses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The emulator's own paths, below {@code /_emulator}: administration, the console page, and below {@code
 * /_emulator/iot} the control plane without signatures. Faults do not apply to them, and they are not counted.
 */
final class AdminApi {

    private static final String ROOT = "/_emulator";
    private static final String HEALTH = ROOT + "/health";
    private static final String EVENTS = ROOT + "/events";
    private static final String CONTROL_PLANE = ROOT + "/iot/";

    /** They copy the whole state. */
    private static final Set<String> SLOW = Set.of(ROOT + "/state", ROOT + "/reset");

    private final Access access;
    private final Routes routes;
    private final Services services;
    private final AccountRegistry accounts;

    AdminApi(Access access, Map<String, Handler> handlers, Services services, AccountRegistry accounts) {
        this.access = access;
        this.services = services;
        this.accounts = accounts;
        this.routes = new Routes(handlers.entrySet().stream()
                .map(entry -> Route.of(null, entry.getKey(), entry.getValue()))
                .toList());
    }

    boolean isFor(Request request) {
        return request.uri().startsWith(ROOT);
    }

    static boolean isSlow(String uri) {
        return uri.startsWith(ROOT) && SLOW.contains(uri.split("\\?", 2)[0]);
    }

    /** The changes in the account and region that a request for events names. */
    LongSupplier changes(Request request) {
        return accounts.of(home(Query.parse(request.rawQuery()))).overview()::changes;
    }

    Response handle(Request request) {
        Response response;
        try {
            response = respond(request, request.rawPath());
        } catch (ServiceException refusal) {
            response = Errors.of(refusal);
        }
        response.headers().put("cache-control", "no-store");
        response.headers().put("x-content-type-options", "nosniff");
        response.headers().put("cross-origin-resource-policy", "same-origin");
        response.headers().put("referrer-policy", "no-referrer");
        return response;
    }

    private Response respond(Request request, String path) {
        boolean isRead = request.method().equals("GET");
        SameOrigin.check(request, isRead && path.equals(ConsolePage.PATH));
        if (isRead && path.equals(ROOT)) {
            return ConsolePage.redirect();
        }
        if (isRead && ConsolePage.has(path)) {
            return ConsolePage.file(path);
        }
        if (isRead && path.equals(HEALTH)) {
            return Responses.ok(Json.object().put("status", "UP"));
        }
        Query query = Query.parse(request.rawQuery());
        access.checkAdmin(request, query);
        if (isRead && path.equals(EVENTS)) {
            accounts.of(home(query)); // refuses what is not possible
            return Responses.events();
        }
        return Responses.ok(execute(request, path, query));
    }

    private ObjectNode execute(Request request, String path, Query query) {
        boolean isControlPlane = path.startsWith(CONTROL_PLANE);
        List<String> segments = Segments.split(isControlPlane ? path.substring(CONTROL_PLANE.length() - 1) : path);
        Route route = isControlPlane
                ? services.of(home(query)).find(request.method(), segments, Plane.CONTROL)
                : routes.find(request.method(), segments, null);
        return route.handler().handle(new Call(route.variables(segments), query, request, AppliedFaults.NONE.next()));
    }

    private AccountRegion home(Query query) {
        return Homes.of(query, accounts.standard().home());
    }
}
