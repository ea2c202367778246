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

/** Writes the one answer of a request; a second one, and one whose client is gone, goes nowhere. */
final class ResponseWriter {

    private final HttpServerRequest request;

    ResponseWriter(HttpServerRequest request) {
        this.request = request;
    }

    void write(Response answer) {
        if (isOver()) {
            return;
        }
        if (answer.isReset()) {
            Resets.reset(request.connection());
        } else {
            send(answer);
        }
    }

    /** For a client that may still be sending what nobody reads. */
    void writeAndClose(Response answer) {
        if (!isOver()) {
            request.response().putHeader("connection", "close");
            Channel channel = ((ConnectionBase) request.connection()).channel();
            send(answer).onComplete(written -> LingeringClose.close(channel));
        }
    }

    private boolean isOver() {
        return request.response().ended() || request.response().closed();
    }

    private Future<Void> send(Response answer) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response.end(Buffer.buffer(answer.body()));
    }
}
