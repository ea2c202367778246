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
package io.github.cameliot.jobsdata.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Caches the temporary credentials of a role alias, and renews them five minutes before they expire. At most one request
 * runs at a time, on its own thread. As long as there are valid credentials, no call waits for it; else calls wait, within
 * the bound. After a failure there is a pause that doubles up to {@link #LONGEST_PAUSE}, in which calls use the
 * credentials that are still valid or fail at once.
 *
 * <p>Their time is counted from the response on, so the clock of this machine need not be right, and may be set back.
 * Credentials that expire within a minute are used for a minute all the same: else each call would request new ones.
 */
final class RoleAliasCredentials implements AwsCredentialsProvider, SdkAutoCloseable {

    static final Duration EARLY = Duration.ofMinutes(5);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_USE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(RoleAliasCredentials.class);

    private final String alias;
    private final Supplier<CredentialRequest> requests;
    private final Duration bound;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AtomicReference<CredentialRefresh> running = new AtomicReference<>();
    private volatile Held held;
    private volatile Failure failure;
    private volatile boolean closed;

    /**
     * Credentials and their times.
     *
     * @param lifetime from the response on
     * @param early how long before their end they are renewed
     * @param expiresAt by the clock of this machine
     * @param receivedAt by the monotonic clock
     */
    private record Held(
            AwsCredentials credentials, Duration lifetime, Duration early, Instant expiresAt, long receivedAt) {

        static Held of(IssuedCredentials issued, Instant now, long nanos) {
            Duration lifetime = issued.lifetime().compareTo(SHORTEST_USE) < 0 ? SHORTEST_USE : issued.lifetime();
            Duration early = shorter(EARLY, lifetime.minus(SHORTEST_USE));
            return new Held(issued.credentials(), lifetime, early, now.plus(lifetime), nanos);
        }

        /**
         * How long they are still valid, by the clock that says less: one may have been set back, and the other may have
         * stood still while the machine slept.
         */
        Duration left(Instant now, long nanos) {
            return shorter(Duration.between(now, expiresAt), lifetime.minusNanos(nanos - receivedAt));
        }

        private static Duration shorter(Duration a, Duration b) {
            return a.compareTo(b) < 0 ? a : b;
        }
    }

    /** The last attempt, if it failed. A clock that was set back does not prolong the pause. */
    private record Failure(Throwable thrown, int count, Instant at, Instant pauseUntil) {

        static Failure after(Failure last, Throwable thrown, Instant now) {
            int count = last == null ? 1 : Math.min(last.count + 1, 10);
            long longest = Math.min(LONGEST_PAUSE.toMillis(), 500L << count);
            long jittered = longest / 2 + (long) (Math.random() * longest / 2);
            return new Failure(thrown, count, now, now.plusMillis(jittered));
        }

        boolean isPause(Instant now) {
            return !now.isBefore(at) && now.isBefore(pauseUntil);
        }
    }

    /**
     * A provider without credentials.
     *
     * @param requests a request for each renewal
     * @param bound the longest time that a call waits
     * @param nanoTime monotonic
     */
    RoleAliasCredentials(
            String alias, Supplier<CredentialRequest> requests, Duration bound, Clock clock, LongSupplier nanoTime) {
        this.alias = alias;
        this.nanoTime = nanoTime;
        this.requests = requests;
        this.bound = bound;
        this.clock = clock;
    }

    static RoleAliasCredentials of(Credentials.RoleAlias from, ClientOptions client) {
        Clock clock = Clock.systemUTC();
        return new RoleAliasCredentials(
                from.alias(),
                () -> new CredentialRequest(from, client, clock),
                client.timeouts().attempt(),
                clock,
                System::nanoTime);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        if (closed) {
            throw new IllegalStateException("Client is closed");
        }
        Held current = held;
        Instant now = clock.instant();
        Duration left = current == null ? Duration.ZERO : current.left(now, nanoTime.getAsLong());
        if (current != null && left.compareTo(current.early()) > 0) {
            return current.credentials();
        }
        boolean isValid = left.compareTo(Duration.ZERO) > 0;
        Failure last = failure;
        if (last != null && last.isPause(now)) {
            if (isValid) {
                return current.credentials();
            }
            throw repeated(last.thrown());
        }
        CredentialRefresh refresh = begin(current, last);
        if (refresh == null) {
            return resolveCredentials(); // another thread has finished one meanwhile
        }
        return isValid ? current.credentials() : awaited(refresh);
    }

    /**
     * The refresh that runs, after it was started if there was none.
     *
     * @return null if the credentials or the failure are not those that the caller has seen
     */
    private CredentialRefresh begin(Held seen, Failure last) {
        CredentialRefresh begun = new CredentialRefresh(requests.get(), bound);
        CredentialRefresh other = running.compareAndExchange(null, begun);
        if (other != null) {
            if (other.isOverdue()) {
                other.abort();
            }
            return other;
        }
        if (held != seen || failure != last) {
            running.set(null);
            return null;
        }
        try {
            begun.start("credentials of " + alias, () -> run(begun));
        } catch (Error e) { // no thread
            running.set(null);
            begun.result().completeExceptionally(e);
        }
        return begun;
    }

    private void run(CredentialRefresh refresh) {
        try {
            Held renewed = Held.of(refresh.request().send(), clock.instant(), nanoTime.getAsLong());
            held = renewed;
            if (failure != null) {
                failure = null;
                LOG.info("Renewed the AWS credentials of role alias {} again.", alias);
            }
            running.set(null);
            refresh.result().complete(renewed.credentials());
        } catch (RuntimeException | Error e) {
            noteFailure(e);
            running.set(null);
            refresh.result().completeExceptionally(e);
        }
    }

    /** A warning only for the first of several failures, and only if no call fails because of it. */
    private void noteFailure(Throwable thrown) {
        Instant now = clock.instant();
        Failure last = failure;
        failure = Failure.after(last, thrown, now);
        Held current = held;
        Duration left = current == null ? Duration.ZERO : current.left(now, nanoTime.getAsLong());
        if (last == null && !closed && left.compareTo(Duration.ZERO) > 0) {
            LOG.warn(
                    "Cannot renew the AWS credentials of role alias {}. The current ones are valid until {}; it is tried"
                            + " again until then.",
                    alias,
                    now.plus(left),
                    thrown);
        }
    }

    /** Whether a request runs. */
    boolean isRenewing() {
        return running.get() != null;
    }

    private AwsCredentials awaited(CredentialRefresh refresh) {
        try {
            return refresh.result().get(refresh.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            refresh.abort();
            throw new CredentialsNotIssued(
                    "the credential provider has not responded for roleAlias=" + alias + " within " + bound.toMillis()
                            + " ms. Check credentialsEndpoint, proxy and network.",
                    null);
        } catch (ExecutionException e) {
            throw repeated(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while waiting for credentials", e);
        }
    }

    /** A new exception for each call: the SDK adds to those that it gets. */
    private static CredentialsNotIssued repeated(Throwable thrown) {
        return new CredentialsNotIssued(String.valueOf(thrown.getMessage()), thrown);
    }

    /** Ends a running request; later calls fail. */
    @Override
    public void close() {
        closed = true;
        CredentialRefresh refresh = running.get();
        if (refresh != null) {
            refresh.abort();
        }
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "RoleAliasCredentials[" + alias + "]";
    }
}
