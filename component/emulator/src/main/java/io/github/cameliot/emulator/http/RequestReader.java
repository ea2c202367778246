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
package io.github.cameliot.emulator.http;

import io.github.cameliot.emulator.edge.RequestDispatcher;
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** Reads a complete request, within limits of size and time, and passes it to the dispatcher. */
final class RequestReader implements Handler<HttpServerRequest> {

    private static final long SLOWEST_BODY_MILLIS = 30_000;

    /** A saved state is longer than other bodies: about 250 bytes for an execution. */
    private static final int LONGEST_STATE = 60 * 1024 * 1024;

    private final Vertx vertx;
    private final RequestDispatcher dispatcher;
    private final Connections connections;
    private final int bodyBytes;
    private final WebSockets webSockets;
    private final BodyBudget budget = new BodyBudget();
    private final EventStreams events;

    RequestReader(Vertx vertx, WebSockets webSockets, Connections connections, int bodyBytes) {
        this.vertx = vertx;
        this.dispatcher = webSockets.dispatcher();
        this.webSockets = webSockets;
        this.connections = connections;
        this.bodyBytes = bodyBytes;
        this.events = new EventStreams(vertx);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (webSockets.isFor(request)) {
            webSockets.handle(request, whole(request, new byte[0]));
            return;
        }
        ResponseWriter writer = new ResponseWriter(request);
        LimitedBody body = new LimitedBody(isSlow(request) ? LONGEST_STATE : bodyBytes, budget);
        long timer = mayHaveBody(request) ? startTimer(writer) : -1;
        request.exceptionHandler(broken -> {
            vertx.cancelTimer(timer);
            body.release();
        });
        request.handler(part -> {
            body.add(part);
            if (body.isEndless()) {
                vertx.cancelTimer(timer);
                writer.writeAndClose(misfit(body));
            }
        });
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            byte[] bytes = body.bytes();
            body.release();
            if (!body.fits()) {
                writer.write(misfit(body));
            } else if (isSlow(request)) {
                handleSlowly(whole(request, bytes), writer);
            } else {
                handle(whole(request, bytes), request, writer);
            }
        });
    }

    private boolean isSlow(HttpServerRequest request) {
        return dispatcher.isSlow(RequestTarget.of(request.uri()).uri());
    }

    private void handle(Request whole, HttpServerRequest request, ResponseWriter writer) {
        Response response = dispatcher.handle(whole);
        if (response.isEventStream()) {
            events.open(request, response, dispatcher.changes(whole));
        } else {
            respond(writer, response);
        }
    }

    /** Not on the event loop, which would serve nobody meanwhile. */
    private void handleSlowly(Request whole, ResponseWriter writer) {
        vertx.executeBlocking(() -> dispatcher.handle(whole))
                .onSuccess(writer::write)
                .onFailure(failure -> {
                    writer.reset();
                    if (failure instanceof Error error) {
                        throw error;
                    }
                });
    }

    private Response misfit(LimitedBody body) {
        return body.isCrowdedOut()
                ? dispatcher.refusal(TransportErrors.CROWDED, "Too many clients are sending long bodies at once")
                : dispatcher.refusal(TransportErrors.TOO_LARGE, "The body has more than %d bytes".formatted(bodyBytes));
    }

    private void respond(ResponseWriter writer, Response response) {
        if (response.delay().isZero()) {
            writer.write(response);
        } else {
            vertx.setTimer(Math.max(1, response.delay().toMillis()), late -> writer.write(response));
        }
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        return request.getHeader("content-length") != null || request.getHeader("transfer-encoding") != null;
    }

    private long startTimer(ResponseWriter writer) {
        return vertx.setTimer(
                SLOWEST_BODY_MILLIS,
                late -> writer.writeAndClose(dispatcher.refusal(
                        TransportErrors.TIMEOUT,
                        "The body did not arrive within %d s".formatted(SLOWEST_BODY_MILLIS / 1000))));
    }

    private Request whole(HttpServerRequest request, byte[] body) {
        RequestTarget target = RequestTarget.of(request.uri());
        return new Request(
                request.method().name(),
                target.uri(),
                name -> name.equals("host") && target.authority() != null
                        ? target.authority()
                        : request.getHeader(name),
                body,
                connections.client(request.connection()));
    }
}
