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

import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.RequestLog;
import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.ServiceException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Answers requests, each on its own; safe for use from any thread. */
public final class Edge {

    private static final System.Logger LOG = System.getLogger(Edge.class.getName());
    private static final ErrorType INTERNAL = new ErrorType("InternalFailureException", 500);

    private final Routes routes;
    private final CountingLog log;
    private final HttpDate date;

    public Edge(JobsCore core, Clock clock) {
        this.routes = new Routes(Operations.all(core));
        this.log = new CountingLog(clock);
        this.date = new HttpDate(clock);
    }

    public RequestLog log() {
        return log;
    }

    /** Tells that a client has opened a connection. */
    public void connected() {
        log.connected();
    }

    public Response handle(Request request) {
        Found found = new Found();
        Response response = answer(request, found);
        log.answered(request.connection(), found.operation(), found.thing(), response.status());
        response.headers().put("date", date.now());
        return response;
    }

    /** The answer to what never became a request. */
    public Response refusal(ErrorType type, String message) {
        log.arrived(null, null);
        Response response = Errors.of(type, message);
        response.headers().put("date", date.now());
        return response;
    }

    private Response answer(Request request, Found found) {
        try {
            return Answers.ok(found.route(request).handle(found.call));
        } catch (ServiceException refusal) {
            return Errors.of(refusal);
        } catch (RuntimeException | StackOverflowError e) {
            // A defect of the emulator: the client learns no more than that, the log has the rest.
            LOG.log(System.Logger.Level.ERROR, "Cannot answer " + request.method() + ": defect in the emulator", e);
            return Errors.of(INTERNAL, "The emulator has a defect; its log says more");
        }
    }

    /** What is known about a request while it is worked out. */
    private final class Found {

        private Route route;
        private Call call;

        Handler route(Request request) {
            try {
                Query query = Query.parse(request.rawQuery());
                List<String> segments = Segments.split(request.rawPath());
                route = routes.find(request.method(), segments, Plane.signedFor(request, query));
                Map<String, String> variables = route.variables(segments);
                call = new Call(variables, query, request.body());
                return route.handler();
            } finally {
                log.arrived(operation(), thing());
            }
        }

        Operation operation() {
            return route == null ? null : route.operation();
        }

        String thing() {
            return call == null ? null : call.thing();
        }
    }
}
