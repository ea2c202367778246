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
package io.github.cameliot.jobsdata.outcome;

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.OneLine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repository of outcomes that may fail, hang or lose data. Its calls run on threads of their own, and calls for one
 * key run one after the other. No caller waits for a call longer than {@link #PATIENCE}. A failure raises an alarm,
 * which stays until the same kind of call succeeds again.
 */
final class GuardedRepository {

    /** How long a caller waits for the repository. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int MOST_CALLS = 64;

    private static final int LONGEST = 500;

    private static final Logger LOG = LoggerFactory.getLogger(GuardedRepository.class);

    private final OutcomeRepository repository;
    private final Counters counters;
    private final Executor threads;
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<?>> lastOfKey = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    /** The last list; later rounds wait for it while it hangs. */
    private volatile CompletableFuture<Map<String, String>> listing;

    GuardedRepository(OutcomeRepository repository, Counters counters, Executor threads) {
        this.repository = repository;
        this.counters = counters;
        this.threads = threads;
    }

    boolean isMissing() {
        return repository == null;
    }

    /** Why it fails; empty while all kinds of calls succeed. */
    Optional<RuntimeException> failure() {
        return failures.values().stream().findFirst();
    }

    /** @return whether it is in the repository, and reads back as it was written */
    boolean keep(String key, String text) {
        return await("keep", key, call("keep", key, () -> {
                    repository.keep(key, text);
                    Optional<String> back = repository.find(key);
                    if (!back.equals(Optional.of(text))) {
                        throw new IllegalStateException(
                                back.isEmpty()
                                        ? "the outcome was not found after it was kept"
                                        : "the outcome was altered after it was kept");
                    }
                    return true;
                }))
                .orElse(false);
    }

    /** Removes it as soon as calls in progress for this key have ended; does not wait. */
    CompletableFuture<Boolean> remove(String key, Runnable whenGone) {
        return call("remove", key, () -> {
            repository.remove(key);
            whenGone.run();
            return true;
        });
    }

    /** @return empty if it fails */
    Optional<Map<String, String>> list() {
        CompletableFuture<Map<String, String>> running = listing;
        if (running == null || running.isDone()) {
            running = call("list", "", repository::list);
            listing = running;
        }
        return await("list", "all", running);
    }

    /** @throws IllegalStateException if the call fails, so it is not known whether there is an outcome */
    Optional<String> find(String key) {
        return await("find", key, call("find", key, () -> repository.find(key)))
                .orElseThrow(() -> new IllegalStateException(
                        String.valueOf(failure().map(Throwable::getMessage).orElse("it failed"))));
    }

    private <T> CompletableFuture<T> call(String kind, String key, Supplier<T> use) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<?> before = lastOfKey.put(key, result);
        result.whenComplete((value, failure) -> lastOfKey.remove(key, result));
        Runnable call = () -> {
            try {
                T value = use.get();
                works(kind);
                result.complete(value);
            } catch (RuntimeException | Error e) {
                fails(kind, key, e instanceof RuntimeException r ? r : new IllegalStateException(e.toString(), e));
                result.completeExceptionally(e);
            }
        };
        if (before == null) {
            start(kind, key, call, result);
        } else {
            before.whenComplete((value, failure) -> start(kind, key, call, result));
        }
        return result;
    }

    private void start(String kind, String key, Runnable call, CompletableFuture<?> result) {
        if (calls.incrementAndGet() > MOST_CALLS) {
            calls.decrementAndGet();
            IllegalStateException hangs = new IllegalStateException(MOST_CALLS + " calls have not returned yet");
            fails(kind, key, hangs);
            result.completeExceptionally(hangs);
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    call.run();
                } finally {
                    calls.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            calls.decrementAndGet();
            result.completeExceptionally(e); // stopping: a kept outcome is delivered by a running worker
        } catch (RuntimeException | Error e) {
            calls.decrementAndGet();
            fails(kind, key, e instanceof RuntimeException r ? r : new IllegalStateException(e.toString(), e));
            result.completeExceptionally(e);
        }
    }

    /** @return empty if it fails, or takes too long */
    <T> Optional<T> await(String kind, String key, CompletableFuture<T> result) {
        boolean interrupted = false;
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                try {
                    return Optional.ofNullable(result.get(until - System.nanoTime(), TimeUnit.NANOSECONDS));
                } catch (InterruptedException e) {
                    interrupted = true; // the route was interrupted, but its outcome must still be kept
                } catch (TimeoutException e) {
                    fails(
                            kind,
                            key,
                            new IllegalStateException("it did not return within " + PATIENCE.toSeconds() + " s"));
                    return Optional.empty();
                } catch (ExecutionException e) {
                    return Optional.empty();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void works(String kind) {
        if (failures.remove(kind) != null && failures.isEmpty()) {
            LOG.info("The outcomeRepository works again.");
        }
    }

    private void fails(String kind, String key, RuntimeException e) {
        counters.add(Counter.outcomeRepositoryFailures);
        if (failures.put(kind, e) == null) {
            LOG.error(
                    "The outcomeRepository fails ({} {}): {}. Outcomes are still reported; but if this process ends "
                            + "before AWS has accepted an outcome, the outcome is lost and its job runs again. Not "
                            + "repeated until it works.",
                    kind,
                    key.isEmpty() ? "all" : OneLine.of(key, LONGEST),
                    OneLine.of(String.valueOf(e.getMessage()), LONGEST),
                    e);
        }
    }
}
