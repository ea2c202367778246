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
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells console pages that something has changed, by server-sent events. However much changes, a listener gets at most
 * three events per second; a page then asks for what it shows. Used on the event loop only.
 *
 * <p>Source: the HTML standard, "Server-sent events".
 */
final class EventStreams {

    /** Bounds the connections; a page that is refused polls instead. */
    static final int MOST = 16;

    private static final long TICK_MILLIS = 333;
    private static final int TICKS_OF_HEARTBEAT = 45;
    private static final int TICKS_OF_PATIENCE = 90;

    private final Vertx vertx;
    private final List<Listener> listeners = new ArrayList<>();
    private long timer;

    EventStreams(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Begins a response that does not end until its client closes the connection. */
    void open(HttpServerRequest request, Response head, LongSupplier changes) {
        HttpServerResponse response = request.response();
        if (listeners.size() >= MOST) {
            response.setStatusCode(503).end();
            return;
        }
        head.headers().forEach(response::putHeader);
        Listener listener = new Listener(response.setChunked(true), changes);
        listeners.add(listener);
        response.closeHandler(closed -> close(listener));
        response.exceptionHandler(broken -> close(listener));
        if (listeners.size() == 1) {
            timer = vertx.setPeriodic(
                    TICK_MILLIS, tick -> List.copyOf(listeners).forEach(this::tick));
        }
        tick(listener);
    }

    private void close(Listener listener) {
        if (listeners.remove(listener) && listeners.isEmpty()) {
            vertx.cancelTimer(timer);
        }
    }

    private void tick(Listener listener) {
        listener.tick();
        if (listener.blockedTicks > TICKS_OF_PATIENCE) {
            close(listener);
            listener.response.reset();
        }
    }

    /** One page. */
    private static final class Listener {

        private final HttpServerResponse response;
        private final LongSupplier changes;
        private long seen = -1;
        private int quietTicks;
        private int blockedTicks;

        Listener(HttpServerResponse response, LongSupplier changes) {
            this.response = response;
            this.changes = changes;
        }

        void tick() {
            if (response.writeQueueFull()) {
                // A client that does not read. Nothing is stored for it: the next event says the same.
                blockedTicks++;
                return;
            }
            blockedTicks = 0;
            long now = changes.getAsLong();
            quietTicks++;
            if (now != seen) {
                write("event: change\ndata: " + now + "\n\n");
                seen = now;
            } else if (quietTicks >= TICKS_OF_HEARTBEAT) {
                write(": still here\n\n");
            }
        }

        private void write(String text) {
            quietTicks = 0;
            response.write(text);
        }
    }
}
