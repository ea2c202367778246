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
    private final BodyBudget budget = new BodyBudget();

    RequestReader(Vertx vertx, Edge edge, Connections connections, int bodyBytes) {
        this.vertx = vertx;
        this.edge = edge;
        this.connections = connections;
        this.bodyBytes = bodyBytes;
    }

    @Override
    public void handle(HttpServerRequest request) {
        ResponseWriter writer = new ResponseWriter(request);
        LimitedBody body = new LimitedBody(bodyBytes, budget);
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
            answer(writer, body.fits() ? edge.handle(whole(request, bytes)) : misfit(body));
        });
    }

    private Response misfit(LimitedBody body) {
        return body.isCrowdedOut()
                ? edge.refusal(TransportErrors.CROWDED, "Too many clients are sending long bodies at once")
                : edge.refusal(TransportErrors.TOO_LARGE, "The body has more than %d bytes".formatted(bodyBytes));
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
                originForm(request.uri()),
                name -> request.getHeader(name),
                body,
                connections.number(request.connection()));
    }

    /** A client behind a proxy names the server in the request line too. Source: RFC 9112, section 3.2.2. */
    private static String originForm(String uri) {
        if (!uri.startsWith("http://") && !uri.startsWith("https://")) {
            return uri;
        }
        int path = uri.indexOf('/', uri.indexOf("//") + 2);
        return path < 0 ? "/" : uri.substring(path);
    }
}
