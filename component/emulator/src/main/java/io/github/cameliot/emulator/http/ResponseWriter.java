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

import io.github.cameliot.emulator.wire.Response;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** Writes the response of a request. A second response, or one after the client has closed, is dropped. */
final class ResponseWriter {

    private final HttpServerRequest request;

    ResponseWriter(HttpServerRequest request) {
        this.request = request;
    }

    void write(Response response) {
        if (isOver()) {
            return;
        }
        if (response.isReset()) {
            reset();
        } else {
            send(response);
        }
    }

    /** Closes the connection afterwards, for a client that may still be sending its body. */
    void writeAndClose(Response response) {
        if (!isOver()) {
            request.response().putHeader("connection", "close");
            Channel channel = ((ConnectionBase) request.connection()).channel();
            send(response).onComplete(written -> LingeringClose.close(channel));
        }
    }

    /** Closes the connection without a response. */
    void reset() {
        Resets.reset(request.connection());
    }

    private boolean isOver() {
        return request.response().ended() || request.response().closed();
    }

    private Future<Void> send(Response response) {
        HttpServerResponse target = request.response();
        target.setStatusCode(response.status());
        response.headers().forEach(target::putHeader);
        return target.end(Buffer.buffer(response.body()));
    }
}
