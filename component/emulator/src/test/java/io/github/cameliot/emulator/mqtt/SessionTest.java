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
package io.github.cameliot.emulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.mqtt.MessageProperties.UserProperty;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that outlive their connections: wills, and messages that were not acknowledged. */
class SessionTest {

    private static final long HOUR = 3_600;

    private final ManualClock clock = new ManualClock();
    private final Broker broker = new Broker(null, clock);
    private final Client watcher = new Client("watcher");

    /** A client without a socket, which keeps what it is sent. */
    private final class Client implements ClientConnection {

        private final String id;
        private final List<String> received = new ArrayList<>();
        private final List<Integer> packetIds = new ArrayList<>();
        private Session session;

        private Client(String id) {
            this.id = id;
        }

        private Client connect(boolean isClean, int receiveMaximum, Will will) {
            ConnectOptions options = new ConnectOptions(id, isClean, HOUR, receiveMaximum, will);
            session = broker.connect(options, this);
            broker.ready(session, options);
            return this;
        }

        private void subscribe(String filter, int qos) {
            broker.subscribe(session, new Subscription(TopicFilter.parse(filter), qos, Subscription.Options.NONE));
        }

        private void lose() {
            broker.disconnected(session, this);
        }

        @Override
        public void send(int packetId, boolean isRepeated, Message message, List<Integer> subscriptionIds) {
            received.add((isRepeated ? "again " : "") + new String(message.payload(), StandardCharsets.UTF_8));
            packetIds.add(packetId);
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public long number() {
            return 1;
        }

        @Override
        public void after(Duration delay, Runnable work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cut() {
            lose();
        }

        @Override
        public void disconnect(Reason reason) {
            lose();
        }
    }

    @BeforeEach
    void watch() {
        watcher.connect(true, 100, null).subscribe("#", 0);
    }

    private static Message message(String text) {
        return Message.of("topic", text.getBytes(StandardCharsets.UTF_8));
    }

    private Client withWill(String text, long delaySeconds) {
        return new Client("worker").connect(true, 100, new Will(message(text), delaySeconds));
    }

    private void pass(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        broker.passTime();
    }

    @Test
    void aWillWaitsForItsDelay() {
        withWill("gone", 60).lose();

        pass(59);
        assertThat(watcher.received).isEmpty();
        pass(1);
        pass(1);

        assertThat(watcher.received).containsExactly("gone");
    }

    @Test
    void aWillIsNotPublishedIfTheClientCameBackInTime() {
        Client worker = withWill("gone", 60);
        worker.lose();
        pass(10);
        worker.connect(false, 100, null);
        broker.leaves(worker.session, null);
        worker.lose();

        pass(120);

        assertThat(watcher.received).isEmpty();
    }

    @Test
    void aWillIsPublishedWhenItsSessionEnds() {
        Client worker = withWill("gone", 60);
        worker.lose();

        worker.connect(true, 100, null);

        assertThat(watcher.received).containsExactly("gone");
    }

    @Test
    void aWillWaitsNoLongerThanItsSession() {
        withWill("gone", 2 * HOUR).lose();

        pass((int) HOUR);

        assertThat(watcher.received).containsExactly("gone");
    }

    @Test
    void willsThatWaitTakeNoMoreThanTheirShareOfTheMemory() {
        byte[] large = new byte[Message.LONGEST_PAYLOAD];
        int most = 128 * 1024 * 1024 / large.length;
        IntStream.range(0, 2 * most).forEach(i -> new Client("worker-" + i)
                .connect(true, 100, new Will(Message.of("topic", large), HOUR))
                .lose());

        pass((int) HOUR);

        assertThat(watcher.received).hasSizeBetween(most / 2, most);
    }

    @Test
    void whatWasNotAcknowledgedIsSentAgainAsFarAsTheClientTakesIt() {
        Client worker = new Client("worker").connect(true, 100, null);
        worker.subscribe("topic", 1);
        IntStream.range(0, 3).forEach(i -> broker.deliver(null, message("" + i)));
        List<Integer> ids = List.copyOf(worker.packetIds);
        worker.lose();
        broker.deliver(null, message("3"));
        worker.received.clear();
        worker.packetIds.clear();

        worker.connect(false, 1, null);
        assertThat(worker.received).containsExactly("again 0");
        ids.forEach(id -> broker.acknowledged(worker.session, id));

        assertThat(worker.received).containsExactly("again 0", "again 1", "again 2", "3");
        assertThat(worker.packetIds).startsWith(ids.toArray(Integer[]::new));
    }

    @Test
    void aMessageThatExpiresBeforeItIsSentAgainIsForgotten() {
        Client worker = new Client("worker").connect(true, 100, null);
        worker.subscribe("topic", 1);
        MessageProperties minute = new MessageProperties(null, 60L, null, null, null, List.of());
        broker.deliver(null, new Message("topic", new byte[] {'x'}, 1, false, minute));
        worker.lose();
        pass(61);

        worker.connect(false, 1, null);
        broker.deliver(null, message("next"));

        assertThat(worker.received).containsExactly("x", "next");
    }

    @Test
    void userPropertiesCountInTheMemoryOfAMessage() {
        List<UserProperty> empty = Collections.nCopies(10_000, new UserProperty("", ""));
        MessageProperties properties = new MessageProperties(null, null, null, null, null, empty);

        assertThat(new Message("t", new byte[1], 1, false, properties).size()).isGreaterThan(1_000_000);
    }
}
