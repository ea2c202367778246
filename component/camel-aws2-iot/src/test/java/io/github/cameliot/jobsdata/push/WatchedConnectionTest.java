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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.push.Connection.Attempts;
import io.github.cameliot.jobsdata.push.Connection.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a connection that hangs is replaced: clients do what a test says, and time is a number. */
class WatchedConnectionTest {

    private static final Duration LIMIT = WatchedConnection.TIME_LIMIT;

    private long now = 1_000;
    private final List<Client> clients = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final Connection connection = new WatchedConnection(Client::new, new Recorded(), () -> now);
    private boolean isShort;

    @Test
    void theTimeLimitDoublesWithEachAbandonedClientThatIsStillOpen() {
        hangs(LIMIT);
        hangs(LIMIT.multipliedBy(2));
        hangs(LIMIT.multipliedBy(4));

        clients.get(0).attempts.ended();
        clients.get(1).attempts.ended();

        hangs(LIMIT.multipliedBy(2));
        assertThat(clients).hasSize(5);
        assertThat(clients.subList(0, 4)).allMatch(client -> client.isStopped);
        assertThat(clients.get(4).isStopped).isFalse();
    }

    @Test
    void anAttemptWithAResultIsNotReplaced() {
        connection.start();
        client().attempts.connecting();
        client().attempts.connected();
        now += LIMIT.multipliedBy(3).toNanos();
        connection.tick();
        client().attempts.lost(new Cause("lost", false));
        now += LIMIT.multipliedBy(3).toNanos();
        connection.tick();
        client().attempts.connecting();
        client().attempts.notConnected(new Cause("failed", false));
        now += LIMIT.multipliedBy(3).toNanos();
        connection.tick();

        assertThat(clients).hasSize(1);
        assertThat(events).containsExactly("connected", "lost", "failed");
    }

    @Test
    void anAbandonedClientThatConnectsAfterAllIsIgnored() {
        hangs(LIMIT);
        events.clear();

        clients.get(0).attempts.connected();
        clients.get(0).attempts.lost(new Cause("lost", false));

        assertThat(events).isEmpty();
    }

    @Test
    void withoutMemoryForAnotherClientItIsReplacedLater() {
        connection.start();
        isShort = true;
        hangs(LIMIT);
        assertThat(clients).hasSize(1);
        assertThat(client().isStopped).isFalse();
        isShort = false;

        now += LIMIT.minusSeconds(1).toNanos();
        connection.tick();
        assertThat(clients).hasSize(1);
        now += Duration.ofSeconds(1).toNanos();
        connection.tick();

        assertThat(clients).hasSize(2);
    }

    @Test
    void afterAStopNothingIsReplaced() {
        connection.start();
        client().attempts.connecting();
        connection.stop();
        now += LIMIT.multipliedBy(3).toNanos();
        connection.tick();

        assertThat(clients).singleElement().matches(client -> client.isStopped);
        assertThat(events).isEmpty();
    }

    /** The current client attempts to connect, which is reported after this time and not before. */
    private void hangs(Duration limit) {
        if (clients.isEmpty()) {
            connection.start();
        }
        client().attempts.connecting();
        events.clear();
        now += limit.minusSeconds(1).toNanos();
        connection.tick();
        assertThat(events).isEmpty();
        now += Duration.ofSeconds(1).toNanos();
        connection.tick();
        assertThat(events)
                .containsExactly("cannot connect: neither the broker nor a proxy has responded for " + limit.toMinutes()
                        + " minutes");
    }

    private Client client() {
        return clients.get(clients.size() - 1);
    }

    private final class Client implements Connection {

        private final Attempts attempts;
        private boolean isStopped;

        Client(Attempts attempts) {
            if (isShort) {
                throw new OutOfMemoryError("thrown by a test");
            }
            this.attempts = attempts;
            clients.add(this);
        }

        @Override
        public void start() {}

        @Override
        public CompletableFuture<List<String>> subscribe(List<String> filters) {
            return new CompletableFuture<>();
        }

        @Override
        public void unsubscribe(List<String> filters) {}

        @Override
        public void tick() {}

        @Override
        public void stop() {
            isStopped = true;
        }
    }

    private final class Recorded implements Connection.Events {

        @Override
        public void connected() {
            events.add("connected");
        }

        @Override
        public void notConnected(Cause cause) {
            events.add(cause.what());
        }

        @Override
        public void lost(Cause cause) {
            events.add(cause.what());
        }

        @Override
        public void received(String topic, byte[] payload) {}
    }
}
