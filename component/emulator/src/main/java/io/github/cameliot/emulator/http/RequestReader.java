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

import io.github.cameliot.emulator.edge.Edge;
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request whole, within its limits of size and time, and hands it to the edge. */
final class RequestReader implements Handler<HttpServerRequest> {

    private static final long SLOWEST_BODY_MILLIS = 30_000;

    private final Vertx vertx;
    private final Edge edge;
    private final Connections connections;
    private final int bodyBytes;

    RequestReader(Vertx vertx, Edge edge, Connections connections, int bodyBytes) {
        this.vertx = vertx;
        this.edge = edge;
        this.connections = connections;
        this.bodyBytes = bodyBytes;
    }

    @Override
    public void handle(HttpServerRequest request) {
        ResponseWriter writer = new ResponseWriter(request);
        LimitedBody body = new LimitedBody(bodyBytes);
        long timer = mayHaveBody(request) ? startTimer(writer) : -1;
        request.exceptionHandler(broken -> vertx.cancelTimer(timer));
        request.handler(part -> {
            if (!body.add(part)) {
                vertx.cancelTimer(timer);
                writer.writeAndClose(edge.refusal(
                        TransportErrors.TOO_LARGE, "The body has more than %d bytes".formatted(bodyBytes)));
            }
        });
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (body.fits()) {
                answer(writer, edge.handle(whole(request, body.bytes())));
            } else {
                writer.write(edge.refusal(
                        TransportErrors.TOO_LARGE, "The body has more than %d bytes".formatted(bodyBytes)));
            }
        });
    }

    private void answer(ResponseWriter writer, Response answer) {
        if (answer.delay().isZero()) {
            writer.write(answer);
        } else {
            vertx.setTimer(Math.max(1, answer.delay().toMillis()), late -> writer.write(answer));
        }
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        return request.getHeader("content-length") != null || request.getHeader("transfer-encoding") != null;
    }

    private long startTimer(ResponseWriter writer) {
        return vertx.setTimer(
                SLOWEST_BODY_MILLIS,
                late -> writer.writeAndClose(edge.refusal(
                        TransportErrors.TIMEOUT,
                        "The body did not arrive within %d s".formatted(SLOWEST_BODY_MILLIS / 1000))));
    }

    private Request whole(HttpServerRequest request, byte[] body) {
        return new Request(
                request.method().name(),
                request.uri(),
                name -> request.getHeader(name),
                body,
                connections.number(request.connection()));
    }
}
