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

import io.github.cameliot.emulator.wire.Json;
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import io.github.cameliot.emulator.wire.Responses;
import java.util.Map;

/**
 * Lets the scripts of a web page read responses, like the AWS SDK for JavaScript in a page on localhost. To be called
 * only after {@link HostPolicy} has accepted the page's origin.
 *
 * <p>Source: the Fetch standard, "CORS protocol".
 */
final class Cors {

    private static final String LONGEST_CACHED_SECONDS = "600";

    private Cors() {}

    /** Whether this is a preflight request: a browser asks whether a page may send a request. */
    static boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS")
                && request.header("origin") != null
                && request.header("access-control-request-method") != null;
    }

    /** The page may send any request, with the headers that the preflight request lists. */
    static Response preflight(Request request) {
        Response response = Responses.ok(Json.object());
        Map<String, String> headers = response.headers();
        headers.put("access-control-allow-methods", "GET, PUT, POST, PATCH, DELETE");
        headers.put("access-control-max-age", LONGEST_CACHED_SECONDS);
        String wanted = request.header("access-control-request-headers");
        if (wanted != null) {
            headers.put("access-control-allow-headers", wanted);
        }
        return response;
    }

    /** Adds what a page needs to read the response; nothing for other clients. */
    static Response readable(Request request, Response response) {
        String origin = request.header("origin");
        if (origin != null) {
            response.headers().put("access-control-allow-origin", origin);
            response.headers().put("access-control-expose-headers", "date, x-amzn-ErrorType, x-amzn-RequestId");
            response.headers().put("vary", "Origin");
        }
        return response;
    }
}
