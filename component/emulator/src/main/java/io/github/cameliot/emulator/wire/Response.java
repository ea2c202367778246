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

import java.time.Duration;
import java.util.Map;

/**
 * A response of the emulator.
 *
 * @param status the HTTP status; 0 for a connection that is reset instead
 * @param headers all except those of the transport; mutable
 * @param body empty for none
 * @param delay how long to wait before it is sent
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Response(int status, Map<String, String> headers, byte[] body, Duration delay) {

    static final String EVENT_STREAM = "text/event-stream";

    private static final byte[] NO_BODY = {};

    Response(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Duration.ZERO);
    }

    /** Whether the connection is reset instead. */
    public boolean isReset() {
        return status == 0;
    }

    /** Whether it is only the beginning: server-sent events follow. */
    public boolean isEventStream() {
        return EVENT_STREAM.equals(headers.get("content-type"));
    }

    public Response withoutBody() {
        return new Response(status, headers, NO_BODY, delay);
    }

    public Response reset() {
        return new Response(0, headers, NO_BODY, delay);
    }

    public Response delayedBy(Duration longer) {
        return longer.isZero() ? this : new Response(status, headers, body, longer);
    }
}
