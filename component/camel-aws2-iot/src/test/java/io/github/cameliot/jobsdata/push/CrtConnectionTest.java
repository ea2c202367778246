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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.jobsdata.client.AccessKeys;
import io.github.cameliot.jobsdata.client.SigningIdentity;
import io.github.cameliot.jobsdata.push.PushSettings.Subscription;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The native client on real sockets: what goes wrong in its callbacks must not end the process. */
class CrtConnectionTest {

    private static final Supplier<AccessKeys> KEYS = () -> new AccessKeys("AKIDEXAMPLE", "not-a-secret", null);
    private static final Consumer<Runnable> THREADS = task -> new Thread(task, "push-test").start();

    private final Failures failures = new Failures();

    @Test
    void aShortageOfThreadsFailsTheAttemptAndTheNextOneTriesAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Consumer<Runnable> noThread = task -> {
            attempts.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread, thrown by a test");
        };

        try (ServerSocket peer = peer();
                Closed connection = start(peer, KEYS, noThread)) {
            await().until(() -> failures.causes.size() >= 2);
        }

        assertThat(attempts).as("each attempt tries to read the keys").hasValueGreaterThan(1);
        assertThat(failures.causes)
                .extracting(Connection.Cause::what)
                .startsWith("cannot sign the connection: unable to create native thread, thrown by a test");
    }

    @Test
    void theReasonWhyTheKeysCannotBeReadIsReported() throws Exception {
        Supplier<AccessKeys> refused = () -> {
            throw new IllegalStateException("the role alias is refused,\nthrown by a test");
        };

        try (ServerSocket peer = peer();
                Closed connection = start(peer, refused, THREADS)) {
            await().until(() -> !failures.causes.isEmpty());
        }

        assertThat(failures.causes)
                .first()
                .isEqualTo(new Connection.Cause(
                        "cannot sign the connection: the role alias is refused, thrown by a test", false));
    }

    @Test
    void aConnectionThatFailsLaterForAnotherReasonReportsThatOne() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Supplier<AccessKeys> refusedOnce = () -> {
            if (attempts.getAndIncrement() == 0) {
                throw new IllegalStateException("thrown by a test");
            }
            return KEYS.get();
        };
        ServerSocket peer = peer();
        peer.close();

        try (Closed connection = start(peer, refusedOnce, THREADS)) {
            await().until(() -> failures.causes.size() >= 2);
        }

        assertThat(failures.causes)
                .extracting(Connection.Cause::what)
                .element(1)
                .asString()
                .contains("cannot connect", "AWS_IO_SOCKET_CONNECTION_REFUSED");
    }

    @Test
    void aConnectionThatIsStoppedWhileItsPeerIsSilentEndsWithThePeer() throws Exception {
        try (ServerSocket peer = peer();
                Closed connection = start(peer, KEYS, THREADS)) {
            try (Socket accepted = peer.accept()) {
                assertThat(accepted.getInputStream().read()).isPositive();
                connection.close();
            }

            await().until(() -> failures.hasEnded);
        }
    }

    private Closed start(ServerSocket peer, Supplier<AccessKeys> keys, Consumer<Runnable> threads) {
        Connection connection = new CrtConnection(settings(peer, keys), threads, failures);
        connection.start();
        return connection::stop;
    }

    /** Its system accepts connections; nobody reads from them. */
    private static ServerSocket peer() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    private static PushSettings settings(ServerSocket peer, Supplier<AccessKeys> keys) {
        return new PushSettings(
                PushAddress.parse("ws://127.0.0.1:" + peer.getLocalPort()),
                "client-1",
                new Topics(Topics.NEXT, null),
                Subscription.EACH,
                new PushSettings.Access(new SigningIdentity("eu-west-1", keys), null, null));
    }

    /** Without a checked exception. */
    private interface Closed extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Failures implements Connection.Attempts {

        private final List<Connection.Cause> causes = new CopyOnWriteArrayList<>();
        private volatile boolean hasEnded;

        @Override
        public void connecting() {}

        @Override
        public void connected() {}

        @Override
        public void notConnected(Connection.Cause cause) {
            causes.add(cause);
        }

        @Override
        public void lost(Connection.Cause cause) {}

        @Override
        public void ended() {
            hasEnded = true;
        }

        @Override
        public void received(String topic, byte[] payload) {}
    }
}
