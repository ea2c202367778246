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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The native client on real sockets: what goes wrong in its callbacks must not end the process. */
class CrtConnectionTest {

    private final Failures failures = new Failures();

    @Test
    void aShortageOfThreadsFailsTheAttemptAndTheNextOneTriesAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Consumer<Runnable> noThread = task -> {
            attempts.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread, thrown by a test");
        };

        try (ServerSocket peer = peer()) {
            Connection connection = new CrtConnection(settings(peer, keys()), noThread, failures);
            connection.start();
            try {
                await().until(() -> failures.causes.size() >= 2);
            } finally {
                connection.stop();
            }
        }

        assertThat(attempts).as("each attempt tries to read the keys").hasValueGreaterThan(1);
    }

    private static Supplier<AccessKeys> keys() {
        return () -> new AccessKeys("AKIDEXAMPLE", "not-a-secret", null);
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

    private static final class Failures implements Connection.Events {

        private final List<Connection.Cause> causes = new CopyOnWriteArrayList<>();

        @Override
        public void connected() {}

        @Override
        public void notConnected(Connection.Cause cause) {
            causes.add(cause);
        }

        @Override
        public void lost(Connection.Cause cause) {}

        @Override
        public void received(String topic, byte[] payload) {}
    }
}
