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
import io.github.cameliot.emulator.admin.AdminRoutes;
import io.github.cameliot.emulator.admin.ClockControl;
import io.github.cameliot.emulator.admin.OverviewRoutes;
import io.github.cameliot.emulator.admin.Reset;
import io.github.cameliot.emulator.admin.StateRoutes;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.fault.AppliedFaults;
import io.github.cameliot.emulator.fault.FaultPlan;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Credential;
import io.github.cameliot.emulator.wire.Errors;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import io.github.cameliot.emulator.wire.Responses;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Routes each request to its operation and applies authentication and faults. Safe for use from any thread. */
public final class RequestDispatcher {

    private static final System.Logger LOG = System.getLogger(RequestDispatcher.class.getName());
    private static final ErrorType DENIED = new ErrorType("AccessDeniedException", 403);
    private static final ErrorType INTERNAL = new ErrorType("InternalFailureException", 500);

    private final Services services;
    private final AdminApi admin;
    private final Access access;
    private final FaultPlan faults;
    private final CountingLog log;
    private final AccountRegistry accounts;
    private final Reset reset;
    private final HttpDate date;

    public RequestDispatcher(
            AccountRegistry accounts, FaultPlan faults, Access access, ClockControl clockControl, Clock clock) {
        this.access = access;
        this.services = new Services(accounts, access);
        this.faults = faults;
        this.log = new CountingLog(clock, accounts::hasThing);
        this.reset = new Reset(
                accounts, faults, log, clockControl, access.certificates().aliases()::reset);
        this.accounts = accounts;
        this.admin = new AdminApi(access, adminRoutes(clockControl), services, accounts);
        this.date = new HttpDate(clock);
    }

    private Map<String, Handler> adminRoutes(ClockControl clockControl) {
        Map<String, Handler> all = new AdminRoutes(faults, log, clockControl).all();
        all.putAll(new StateRoutes(accounts, reset, clockControl).all());
        all.putAll(new OverviewRoutes(accounts, clockControl).all());
        return all;
    }

    /** Returns everything to the state at the start. */
    public void reset() {
        reset.run();
    }

    /** Whether a request may take long, so that it must not be handled on an event loop. */
    public boolean isSlow(String uri) {
        return AdminApi.isSlow(uri);
    }

    /** Grows with each change that the console page of this request shows. */
    public LongSupplier changes(Request request) {
        return admin.changes(request);
    }

    public CountingLog log() {
        return log;
    }

    /** Counts a connection that a client has opened, and returns its number. */
    public long connected() {
        return log.connected();
    }

    /** Returns a response to any request; never throws. */
    public Response handle(Request request) {
        try {
            access.hosts().check(request);
            return admin.isFor(request)
                    ? dated(admin.handle(request), false)
                    : Cors.readable(request, checked(request));
        } catch (ServiceException refusal) {
            return refused(Errors.of(refusal));
        } catch (RuntimeException | StackOverflowError e) {
            // A defect of the emulator: the response says only that, the log has the stack trace.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Cannot handle a request: defect in the emulator. The client gets a 500.",
                    e);
            return dated(Errors.of(INTERNAL, "The emulator has a defect; see its log"), false);
        }
    }

    private Response checked(Request request) {
        if (Cors.isPreflight(request)) {
            return dated(Cors.preflight(request), false);
        }
        return serve(request);
    }

    private Response serve(Request request) {
        Subject subject = Subject.NONE;
        AppliedFaults applied = AppliedFaults.NONE;
        Response response;
        try {
            Query query = Query.parse(request.rawQuery());
            List<String> segments = Segments.split(request.rawPath());
            Plane plane = Plane.signedFor(Credential.of(request, query));
            Route route = services.standard().find(request.method(), segments, plane);
            Map<String, String> variables = route.variables(segments);
            subject = Subject.of(route.operation(), thing(route, variables, request));
            log.arrived(subject);
            AccountRegion home = access.check(request, query, subject);
            Routes own = services.of(home);
            route = own == services.standard() ? route : own.find(request.method(), segments, plane);
            applied = faults.decide(subject.operation(), subject.thing());
            response = respond(route, new Call(variables, query, request, applied.next()), applied);
        } catch (ServiceException refusal) {
            // Refused before the operation; a refusal by the operation is already a response.
            if (subject.operation() == null) {
                log.arrived(subject);
            }
            response = Errors.of(refusal);
        }
        log.responded(request.client().connection(), subject, response.status());
        return dated(response.delayedBy(applied.latency()), applied.withoutDate());
    }

    /** The thing in the path; for the credential provider, that of the certificate. */
    private static String thing(Route route, Map<String, String> variables, Request request) {
        return route.operation() == Operation.ASSUME_ROLE_WITH_CERTIFICATE
                ? request.client().certificateName()
                : variables.get("thing");
    }

    /** The refusal of a WebSocket handshake; null if the client is served. */
    public Response refusalOfHandshake(Request request) {
        try {
            access.hosts().check(request);
            AccountRegion home = access.authentication().checkHandshake(request, Query.parse(request.rawQuery()));
            checkIsStandard(home);
            return null;
        } catch (ServiceException refusal) {
            return refused(Errors.of(refusal));
        }
    }

    /** The things of another account or region would wait for notifications that never come. */
    private void checkIsStandard(AccountRegion home) {
        AccountRegion standard = accounts.standard().home();
        if (!home.equals(standard)) {
            throw new ServiceException(
                    DENIED,
                    "MQTT serves only account %s in region %s, not account %s in region %s"
                            .formatted(standard.account(), standard.region(), home.account(), home.region()),
                    null);
        }
    }

    /** The response to bytes that are not a complete HTTP request. */
    public Response refusal(ErrorType type, String message) {
        return refused(Errors.of(type, message));
    }

    private Response refused(Response response) {
        log.arrived(Subject.NONE);
        return dated(response, false);
    }

    private Response dated(Response response, boolean withoutDate) {
        if (!withoutDate) {
            response.headers().put("date", date.now());
        }
        return response;
    }

    private static Response respond(Route route, Call call, AppliedFaults applied) {
        Response right = applied.hasEffect() ? execute(route.handler(), call) : null;
        return applied.replacement() == null
                ? right
                : FaultResponses.of(applied.replacement().kind(), route.operation());
    }

    private static Response execute(Handler handler, Call call) {
        try {
            return Responses.ok(handler.handle(call));
        } catch (ServiceException refusal) {
            return Errors.of(refusal);
        }
    }
}
