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

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.poll.NotifiedThings;
import io.github.cameliot.jobsdata.rate.WriteBackoff;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the notifications of the things of one consumer, and has a thing polled when it has a job. Without a
 * connection, and for things whose subscription was not accepted, {@link #contains} is false, so that they are polled as
 * usual.
 *
 * <p>Its lock is not held while the polls of the consumer are changed, because those ask {@link #contains} with a lock of
 * their own held.
 *
 * <p>States: <em>new</em> (start), <em>started</em> (pause, stop), <em>paused</em> (resume, stop), <em>stopped</em> (none).
 */
public final class JobNotifications implements NotifiedThings {

    private static final Logger LOG = LoggerFactory.getLogger(JobNotifications.class);

    private static final int LONGEST = 300;

    private final PushSettings settings;
    private final Function<Connection.Attempts, Connection> connector;
    private final Counters counters;
    private final LongSupplier clock;
    private final PushLog log;
    private final Subscriptions subscriptions;
    private final Burst burst = new Burst();
    private volatile Polling polling;
    // Guarded by this.
    private Connection connection;
    /** The events of the current connection. Those of an earlier one are ignored. */
    private Session session;

    private boolean isConnected;
    private boolean wasConnected;
    /** Counts connections, so that a late response to a subscription of an earlier one is ignored. */
    private int generation;

    /** In a row: of what is tried again at {@link #retryAt}. */
    private int failures;
    /** When a client is made again, or refused subscriptions are requested again; null for never. */
    private Long retryAt;

    private boolean isWorking;
    private Instant since = Instant.now();
    private String failure;

    /**
     * @param connector makes a native client, which reports to the given events
     * @param clock that of {@link System#nanoTime()}
     */
    JobNotifications(
            String routeId,
            PushSettings settings,
            Function<Connection.Attempts, Connection> connector,
            Counters counters,
            LongSupplier clock) {
        this.settings = settings;
        this.connector = connector;
        this.counters = counters;
        this.clock = clock;
        this.log = new PushLog(routeId, settings, clock);
        this.subscriptions = new Subscriptions(settings.subscription());
    }

    @Override
    public boolean contains(String thing, long since) {
        return subscriptions.contains(thing, since);
    }

    /** Begins to connect. Does not wait for the connection. */
    void start(Polling polling, Collection<String> things) {
        this.polling = polling;
        update(things, List.of());
        connect();
    }

    private synchronized void connect() {
        if (connection == null) {
            session = new Session();
            Connection made = new WatchedConnection(connector, session, clock);
            made.start();
            connection = made;
        }
    }

    /** Things are added and removed; a name that is listed several times is counted as often. */
    public void update(Collection<String> added, Collection<String> removed) {
        synchronized (this) {
            List<String> dropped = subscriptions.update(added, removed);
            if (isConnected && !dropped.isEmpty()) {
                connection.unsubscribe(filters(dropped));
            }
            log.overflows(subscriptions.withoutFilter());
            subscribe();
        }
    }

    /**
     * The consumer claims nothing until {@link #resume()}. A member of a group leaves it, so that the others get its
     * notifications; else the connection stays, and what is notified is polled after the resumption.
     */
    public void pause() {
        if (settings.topics().group() != null) {
            stop();
        }
    }

    /** Connects again after {@link #pause()}. If no client can be made, that is tried again later. */
    public synchronized void resume() {
        try {
            connect();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            retryLater();
            failed(new Connection.Cause("cannot create the MQTT client: " + OneLine.of(e.toString(), LONGEST), false));
        }
    }

    private void retryLater() {
        double random = ThreadLocalRandom.current().nextDouble();
        retryAt = clock.getAsLong() + WriteBackoff.after(++failures, random).toNanos();
    }

    /** Ends the connection; does not wait for it. */
    public void stop() {
        Connection old;
        synchronized (this) {
            old = connection;
            connection = null;
            session = null;
            disconnected(null);
            wasConnected = false;
        }
        if (old != null) {
            old.stop();
            polling.notNotified();
        }
    }

    /**
     * Replaces a connection that hangs, repeats what has failed, and looks after a burst; called several times a second.
     */
    public void tick() {
        Connection current = connection();
        if (current != null) {
            current.tick();
        }
        retry();
        if (burst.isOver(clock.getAsLong())) {
            LOG.debug("So many notifications came that some may be lost: each thing is polled once");
            polling.notNotified();
        }
    }

    private synchronized Connection connection() {
        return connection;
    }

    private synchronized void retry() {
        if (retryAt == null || clock.getAsLong() - retryAt < 0) {
            return;
        }
        retryAt = null;
        if (connection == null) {
            resume();
        } else {
            subscribe();
        }
    }

    public synchronized PushStatus status() {
        return new PushStatus(
                isWorking,
                since,
                settings.address().toString(),
                settings.clientId(),
                subscriptions.accepted(),
                failure);
    }

    /** What the connection reports. */
    private final class Session implements Connection.Events {

        @Override
        public void connected() {
            JobNotifications.this.connected(this);
        }

        @Override
        public void notConnected(Connection.Cause cause) {
            JobNotifications.this.notConnected(this, cause);
        }

        @Override
        public void lost(Connection.Cause cause) {
            JobNotifications.this.lost(this, cause);
        }

        @Override
        public void received(String topic, byte[] payload) {
            JobNotifications.this.received(topic, payload);
        }
    }

    private synchronized void connected(Session of) {
        if (of != session) {
            return;
        }
        isConnected = true;
        generation++;
        failures = 0;
        if (wasConnected) {
            counters.add(Counter.pushReconnects);
        }
        wasConnected = true;
        subscribe();
    }

    private synchronized void notConnected(Session of, Connection.Cause cause) {
        if (of == session) {
            failed(cause);
        }
    }

    private void lost(Session of, Connection.Cause cause) {
        synchronized (this) {
            if (of != session) {
                return;
            }
            disconnected(cause);
        }
        polling.notNotified();
    }

    private void disconnected(Connection.Cause cause) {
        isConnected = false;
        generation++;
        retryAt = null;
        subscriptions.lost();
        working(false);
        failure = null;
        if (cause != null) {
            failed(cause);
        }
    }

    private void failed(Connection.Cause cause) {
        failure = log.shown(cause);
        log.fails(cause);
    }

    private void subscribe() {
        if (!isConnected) {
            return;
        }
        retryAt = null;
        int current = generation;
        for (List<String> keys : subscriptions.request()) {
            connection.subscribe(filters(keys)).whenComplete((refusals, e) -> subscribed(current, keys, refusals, e));
        }
        works();
    }

    private List<String> filters(List<String> keys) {
        return keys.stream().map(settings.topics()::filter).toList();
    }

    /** @param refusals as {@link Connection#subscribe} returns them; null if it has failed with this exception */
    private synchronized void subscribed(int of, List<String> keys, List<String> refusals, Throwable e) {
        if (of != generation) {
            return;
        }
        long now = clock.getAsLong();
        String refusal = null;
        for (int i = 0; i < keys.size(); i++) {
            String why = e != null ? "no response to its subscription (" + e.getMessage() + ")" : refusals.get(i);
            if (why == null) {
                subscriptions.accepted(keys.get(i), now);
            } else {
                subscriptions.refused(keys.get(i));
                refusal = "the subscription of " + settings.topics().filter(keys.get(i)) + " was not accepted: " + why;
            }
        }
        if (refusal != null) {
            retryLater();
            working(false);
            failed(new Connection.Cause(refusal, e == null));
        }
        works();
    }

    private void works() {
        if (!isWorking && subscriptions.isComplete()) {
            working(true);
            failure = null;
            log.works(subscriptions.accepted());
        }
    }

    private void working(boolean is) {
        if (is != isWorking) {
            isWorking = is;
            since = Instant.now();
        }
    }

    private void received(String topic, byte[] payload) {
        counters.add(Counter.notifications);
        burst.received(clock.getAsLong());
        String thing = settings.topics().thing(topic);
        if (thing == null) {
            counters.add(Counter.notificationsIgnored);
            LOG.debug("A message of another topic was ignored");
        } else if (Notification.of(payload) == Notification.NOTHING) {
            counters.add(Counter.notificationsEmpty);
        } else {
            counters.add(polling.pollNow(thing) ? Counter.thingsWoken : Counter.notificationsIgnored);
        }
    }
}
