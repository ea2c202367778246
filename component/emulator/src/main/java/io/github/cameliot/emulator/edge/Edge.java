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

import io.github.cameliot.emulator.RequestLog;
import io.github.cameliot.emulator.admin.AdminRoutes;
import io.github.cameliot.emulator.admin.ClockControl;
import io.github.cameliot.emulator.auth.Authentication;
import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.fault.FaultPlan;
import io.github.cameliot.emulator.fault.Verdict;
import io.github.cameliot.emulator.wire.Answers;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Errors;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Answers requests, each on its own; safe for use from any thread. */
public final class Edge {

    private static final System.Logger LOG = System.getLogger(Edge.class.getName());
    private static final ErrorType INTERNAL = new ErrorType("InternalFailureException", 500);

    private final Routes routes;
    private final Admin admin;
    private final Authentication authentication;
    private final FaultPlan faults;
    private final CountingLog log;
    private final HttpDate date;

    public Edge(
            JobsCore core, FaultPlan faults, Authentication authentication, ClockControl clockControl, Clock clock) {
        this.authentication = authentication;
        this.routes = new Routes(Operations.all(core));
        this.faults = faults;
        this.log = new CountingLog(clock, core.things()::exists);
        this.admin = new Admin(new AdminRoutes(faults, log, clockControl).all());
        this.date = new HttpDate(clock);
    }

    public RequestLog log() {
        return log;
    }

    /** Tells that a client has opened a connection. */
    public void connected() {
        log.connected();
    }

    /** Answers, whatever comes; never throws. */
    public Response handle(Request request) {
        try {
            return admin.isFor(request) ? dated(admin.handle(request), false) : serve(request);
        } catch (RuntimeException | StackOverflowError e) {
            // A defect of the emulator: the client learns no more than that, the log has the rest.
            LOG.log(System.Logger.Level.ERROR, "Cannot answer a request: defect in the emulator", e);
            return dated(Errors.of(INTERNAL, "The emulator has a defect; its log says more"), false);
        }
    }

    private Response serve(Request request) {
        Subject subject = Subject.NONE;
        Verdict verdict = Verdict.NONE;
        Response response;
        try {
            Query query = Query.parse(request.rawQuery());
            List<String> segments = Segments.split(request.rawPath());
            Route route = routes.find(request.method(), segments, Plane.signedFor(request, query));
            Map<String, String> variables = route.variables(segments);
            subject = Subject.of(route.operation(), variables.get("thing"));
            log.arrived(subject);
            authentication.check(request, query);
            verdict = faults.decide(subject.operation(), subject.thing());
            response = answer(route, new Call(variables, query, request, verdict.next()), verdict);
        } catch (ServiceException refusal) {
            // On the way to the operation: its own refusals are answers already.
            if (subject.operation() == null) {
                log.arrived(subject);
            }
            response = Errors.of(refusal);
        }
        log.responded(request.connection(), subject, response.status());
        return dated(response.delayedBy(verdict.latency()), verdict.withoutDate());
    }

    /** The answer to what never became a request. */
    public Response refusal(ErrorType type, String message) {
        log.arrived(Subject.NONE);
        return dated(Errors.of(type, message), false);
    }

    private Response dated(Response response, boolean withoutDate) {
        if (!withoutDate) {
            response.headers().put("date", date.now());
        }
        return response;
    }

    private static Response answer(Route route, Call call, Verdict verdict) {
        Response right = verdict.hasEffect() ? carriedOut(route.handler(), call) : null;
        return verdict.answer() == null
                ? right
                : FaultAnswers.of(verdict.answer().kind(), route.operation());
    }

    private static Response carriedOut(Handler handler, Call call) {
        try {
            return Answers.ok(handler.handle(call));
        } catch (ServiceException refusal) {
            return Errors.of(refusal);
        }
    }
}
