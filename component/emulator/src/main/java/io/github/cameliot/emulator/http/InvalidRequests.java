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

import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.edge.RequestDispatcher;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Refuses bytes that are not an HTTP request, and closes the connection because the rest cannot be parsed. */
final class InvalidRequests implements Handler<HttpServerRequest> {

    private final RequestDispatcher dispatcher;

    InvalidRequests(RequestDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        new ResponseWriter(request).writeAndClose(dispatcher.refusal(type(cause), "This is not a valid HTTP request"));
    }

    private static ErrorType type(Throwable cause) {
        if (!(cause instanceof TooLongFrameException)) {
            return TransportErrors.MALFORMED;
        }
        String message = String.valueOf(cause.getMessage());
        return message.contains("line") ? TransportErrors.URI_TOO_LONG : TransportErrors.HEADERS_TOO_LARGE;
    }
}
