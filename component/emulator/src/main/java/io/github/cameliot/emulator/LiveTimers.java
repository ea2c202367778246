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
package io.github.cameliot.emulator;

import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.http.EmulatorServer;
import java.time.Clock;
import java.time.Duration;

/**
 * Lets the timers of all accounts and regions take effect when they are due, and not only before the next call. Needed when somebody
 * listens to what changes.
 */
final class LiveTimers implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);

    private final AccountRegistry accounts;
    private final EmulatorServer server;
    private final Clock clock;
    private Runnable stop;

    LiveTimers(AccountRegistry accounts, EmulatorServer server, Clock clock) {
        this.accounts = accounts;
        this.server = server;
        this.clock = clock;
    }

    /** Calling it again changes nothing. */
    synchronized void start() {
        if (stop == null) {
            stop = clock instanceof ManualClock manual ? manual.follow(accounts::runDueTimers) : () -> {};
            server.every(TICK, accounts::runDueTimers);
        }
    }

    @Override
    public synchronized void close() {
        if (stop != null) {
            stop.run();
        }
    }
}
