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

import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.fault.AppliedFaults;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Errors;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import io.github.cameliot.emulator.wire.Responses;
import java.util.List;
import java.util.Map;

/** The emulator's own paths, below {@code /_emulator}. Faults do not apply to them, and they are not counted. */
final class AdminApi {

    private static final String PREFIX = "/_emulator";

    private final Access access;
    private final Routes routes;

    AdminApi(Access access, Map<String, Handler> handlers) {
        this.access = access;
        this.routes = new Routes(handlers.entrySet().stream()
                .map(entry -> Route.of(null, entry.getKey(), entry.getValue()))
                .toList());
    }

    boolean isFor(Request request) {
        return request.uri().startsWith(PREFIX);
    }

    Response handle(Request request) {
        try {
            Query query = Query.parse(request.rawQuery());
            access.checkAdmin(request, query);
            List<String> segments = Segments.split(request.rawPath());
            Route route = routes.find(request.method(), segments, null);
            Call call = new Call(route.variables(segments), query, request, AppliedFaults.NONE.next());
            return Responses.ok(route.handler().handle(call));
        } catch (ServiceException refusal) {
            return Errors.of(refusal);
        }
    }
}
