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
package io.github.cameliot.jobsdata.push;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A connection that is replaced if an attempt to connect comes to no result. The native client has no time limit for the
 * response to a WebSocket handshake and to the CONNECT of a proxy, and cannot be stopped while it waits for one.
 *
 * <p>Until its peer closes it, an abandoned attempt keeps a socket and a thread. So the time limit doubles with each of
 * them that is still open.
 */
final class WatchedConnection implements Connection {

    /** More than all that has a time limit: reading the keys, name resolution, TCP, TLS, and the response to CONNECT. */
    static final Duration TIME_LIMIT = Duration.ofMinutes(2);

    private static final int MOST_DOUBLINGS = 10;

    private final Function<Attempts, Connection> connector;
    private final Events events;
    private final LongSupplier clock;
    // Guarded by this.
    private Client client;
    private int abandoned;
    private boolean isStopped;

    /**
     * @param connector makes a native client
     * @param clock that of {@link System#nanoTime()}
     */
    WatchedConnection(Function<Attempts, Connection> connector, Events events, LongSupplier clock) {
        this.connector = connector;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        renew();
    }

    private void renew() {
        Client next = new Client();
        next.connection = connector.apply(next);
        next.connection.start();
        client = next;
    }

    @Override
    public void tick() {
        String why;
        synchronized (this) {
            Duration limit = TIME_LIMIT.multipliedBy(1L << Math.min(abandoned, MOST_DOUBLINGS));
            if (isStopped || client == null || !client.isSilentFor(limit)) {
                return;
            }
            why = "cannot connect: neither the broker nor a proxy has responded for " + limit.toMinutes() + " minutes";
            replace();
        }
        events.notConnected(new Cause(why, false));
    }

    private void replace() {
        Client silent = client;
        silent.attempts();
        try {
            renew();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // The same time limit begins again.
            return;
        }
        abandoned++;
        silent.connection.stop();
    }

    private synchronized Connection current() {
        return client.connection;
    }

    @Override
    public CompletableFuture<List<String>> subscribe(List<String> filters) {
        return current().subscribe(filters);
    }

    @Override
    public void unsubscribe(List<String> filters) {
        current().unsubscribe(filters);
    }

    @Override
    public synchronized void stop() {
        isStopped = true;
        if (client != null) {
            client.connection.stop();
        }
    }

    /** One native client. What it reports after it was abandoned has no effect. */
    private final class Client implements Attempts {

        private Connection connection;
        /** Since when there has been no result of the current attempt; null where there is none. */
        private Long since;

        boolean isSilentFor(Duration limit) {
            return since != null && clock.getAsLong() - since >= limit.toNanos();
        }

        void attempts() {
            since = clock.getAsLong();
        }

        @Override
        public void connecting() {
            synchronized (WatchedConnection.this) {
                attempts();
            }
        }

        private boolean hasResult() {
            synchronized (WatchedConnection.this) {
                since = null;
                return this == client;
            }
        }

        @Override
        public void connected() {
            if (hasResult()) {
                events.connected();
            }
        }

        @Override
        public void notConnected(Cause cause) {
            if (hasResult()) {
                events.notConnected(cause);
            }
        }

        @Override
        public void lost(Cause cause) {
            if (hasResult()) {
                events.lost(cause);
            }
        }

        @Override
        public void received(String topic, byte[] payload) {
            events.received(topic, payload);
        }

        @Override
        public void ended() {
            synchronized (WatchedConnection.this) {
                if (this != client) {
                    abandoned--;
                }
            }
        }
    }
}
