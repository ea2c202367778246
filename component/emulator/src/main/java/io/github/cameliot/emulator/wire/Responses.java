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
package io.github.cameliot.emulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.ErrorType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Responses with the common headers. */
public final class Responses {

    private Responses() {}

    public static Response ok(ObjectNode body) {
        return new Response(200, headers(), Json.bytes(body));
    }

    /** A file. */
    public static Response of(String contentType, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", contentType);
        return new Response(200, headers, body);
    }

    public static Response redirect(String path) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("location", path);
        return new Response(302, headers, new byte[0]);
    }

    /** The beginning of a stream of server-sent events. */
    public static Response events() {
        return of(Response.EVENT_STREAM, new byte[0]);
    }

    public static Response of(ErrorType type, ObjectNode body) {
        Map<String, String> headers = headers();
        headers.put("x-amzn-ErrorType", type.name());
        return new Response(type.status(), headers, Json.bytes(body));
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("x-amzn-RequestId", RequestIds.next());
        return headers;
    }
}
