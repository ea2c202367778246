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

import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.ServiceException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All operations by method and path. If both planes have the same path, the signature decides; unsigned requests go to
 * the data plane.
 */
final class Routes {

    private static final ErrorType UNKNOWN = new ErrorType("UnknownOperationException", 404);
    private static final ErrorType WRONG_METHOD = new ErrorType("MethodNotAllowedException", 405);

    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparing(Route::isControlPlane).thenComparing(route -> -route.literals()))
                .toList();
    }

    Route find(String method, List<String> segments, Plane signedFor) {
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            if ((signedFor == null || signedFor.has(route.operation())) && route.matches(segments)) {
                if (route.method().equals(method)) {
                    return route;
                }
                methods.add(route.method());
            }
        }
        String what = Quote.of(method, "/" + String.join("/", segments));
        if (methods.isEmpty()) {
            throw new ServiceException(UNKNOWN, what + " is not an operation of this service", null);
        }
        throw new ServiceException(
                WRONG_METHOD,
                "%s is not an operation: this path accepts %s".formatted(what, String.join(", ", methods)),
                null);
    }
}
