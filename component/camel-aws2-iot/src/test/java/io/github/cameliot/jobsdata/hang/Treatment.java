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
package io.github.cameliot.jobsdata.hang;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** What the proxy does with a request. */
@FunctionalInterface
interface Treatment {

    void apply(Relay relay);

    static Treatment pass() {
        return relay -> relay.forward(relay::respond);
    }

    /** Accepted, never passed on, never responded to. */
    static Treatment blackHole() {
        return relay -> {};
    }

    /** The connection is closed; the service knows nothing of the request. */
    static Treatment reset() {
        return Relay::reset;
    }

    /** Takes effect, and its response is lost. */
    static Treatment responseLost() {
        return relay -> relay.forward(response -> relay.reset());
    }

    /** Takes effect that much later. */
    static Treatment delayed(Duration by) {
        return relay -> relay.after(by, () -> pass().apply(relay));
    }

    /** Takes effect at once, and its response comes that much later. */
    static Treatment responseDelayed(Duration by) {
        return relay -> relay.forward(response -> relay.after(by, () -> relay.respond(response)));
    }

    /** Is held back until then, without effect. */
    static Treatment heldUntil(CompletionStage<?> then) {
        return relay -> then.thenRun(() -> pass().apply(relay));
    }

    /** Reaches the service twice; the first response is lost, the second one is the caller's. */
    static Treatment twice() {
        return relay -> relay.forward(lost -> relay.forward(relay::respond));
    }

    /** Takes effect, and the connection breaks in the middle of the response's body. */
    static Treatment truncated() {
        return relay -> relay.forward(relay::respondHalf);
    }

    /** Shows another {@code Date}; null for none. */
    static Treatment dated(UnaryOperator<String> date) {
        return relay -> relay.forward(response -> {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(response.headers());
            String changed = date.apply(headers.get(HttpHeaders.DATE));
            headers.remove(HttpHeaders.DATE);
            if (changed != null) {
                headers.add(HttpHeaders.DATE, changed);
            }
            relay.respond(new Response(response.status(), headers, response.body()));
        });
    }

    /** A response of the service. */
    record Response(int status, MultiMap headers, Buffer body) {}
}
