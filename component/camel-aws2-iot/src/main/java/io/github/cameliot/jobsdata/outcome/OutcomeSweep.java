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

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.outcome.Redelivery.Result;
import io.github.cameliot.jobsdata.rate.WriteBackoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers outcomes whose sessions do not exist any more: those of processes that died, and of claims whose lease
 * expired. One round runs at a time. An outcome is not touched until it was seen for {@link #PATIENCE}, because its
 * worker is most likely alive and reports it now. If both report it, the compare-and-set accepts one report only.
 */
public final class OutcomeSweep {

    /** How often the repository is listed. */
    public static final Duration ROUND = Duration.ofSeconds(10);
    /** How long an outcome must be seen before it is delivered, and again before it is quarantined. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeSweep.class);

    private static final int LONGEST_WHY = 1_000;

    private static final String ENDED = "the execution has ended, and the data plane does not return its status (the "
            + "control plane does: aws iot describe-job-execution)";

    private final KeptOutcomes outcomes;
    private final Redelivery redelivery;
    private final Counters counters;
    private final LongSupplier clock;
    private final DoubleSupplier random;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private volatile long nextRoundAt;
    private volatile boolean stopped;

    /**
     * What this process knows about an outcome.
     *
     * @param refused why it cannot be delivered, seen once; null while delivery is still possible
     * @param failure the last one; null for none
     */
    private record Waiting(long notBefore, int failures, String refused, String failure) {}

    /**
     * @param random from 0 to 1: spreads the work, so that several workers with one repository do not try the same
     *     outcome at the same time
     */
    public OutcomeSweep(
            KeptOutcomes outcomes,
            Redelivery redelivery,
            Counters counters,
            LongSupplier clock,
            DoubleSupplier random) {
        this.outcomes = outcomes;
        this.redelivery = redelivery;
        this.counters = counters;
        this.clock = clock;
        this.random = random;
        this.nextRoundAt = clock.getAsLong();
    }

    /**
     * Goes through the repository if a round is due; the executor makes the calls of the repository and the service.
     */
    public void tick(Executor executor) {
        if (stopped || !outcomes.isOn() || clock.getAsLong() - nextRoundAt < 0 || !busy.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    round();
                } catch (RuntimeException | Error e) {
                    LOG.error("A round of delivering kept outcomes failed; the next round follows.", e);
                } finally {
                    show();
                    busy.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            busy.set(false); // stopping: they are kept, and a running worker delivers them
        } catch (RuntimeException | Error e) {
            busy.set(false);
            LOG.error("A round of delivering kept outcomes could not be started; it is retried.", e);
        }
    }

    /** Ends the rounds; kept outcomes stay in the repository. */
    public void stop() {
        stopped = true;
    }

    /** Whether it makes no more rounds, because it was stopped or its client is closed. */
    public boolean isStopped() {
        return stopped;
    }

    /** The outcomes of this sweep; one of several sweeps does the work. */
    public KeptOutcomes outcomes() {
        return outcomes;
    }

    private void show() {
        Map<String, String> shown = new HashMap<>();
        waiting.forEach((key, w) -> shown.put(key, w.failure() == null ? "" : w.failure()));
        outcomes.show(shown);
    }

    private void round() {
        long now = clock.getAsLong();
        nextRoundAt = now + ROUND.toNanos() + (long) (ROUND.toNanos() / 2 * random.getAsDouble());
        Map<String, String> found = outcomes.waiting().orElse(null);
        if (found == null) {
            return; // the alarm was raised; what is known about the outcomes is still valid
        }
        waiting.keySet().retainAll(found.keySet());
        for (Map.Entry<String, String> entry : found.entrySet()) {
            long patience = (long) (PATIENCE.toNanos() * (1 + random.getAsDouble()));
            Waiting before = waiting.computeIfAbsent(entry.getKey(), k -> new Waiting(now + patience, 0, null, null));
            boolean due = clock.getAsLong() - before.notBefore() >= 0;
            boolean goOn = stopped || !due || deliver(entry.getKey(), entry.getValue(), before);
            Waiting after = waiting.get(entry.getKey());
            if (after != null && after.notBefore() - nextRoundAt < 0) {
                nextRoundAt = after.notBefore();
            }
            if (!goOn) {
                return; // throttled, or offline: other outcomes would fail too
            }
        }
    }

    /** @return false if other outcomes would fail now too */
    private boolean deliver(String key, String text, Waiting before) {
        KeptOutcome kept = outcomes.read(key, text).orElse(null);
        if (kept == null) {
            waiting.remove(key);
            return true;
        }
        if (!kept.service().equals(outcomes.service())) {
            String why = "it belongs to another service, " + OneLine.of(kept.service(), LONGEST_WHY)
                    + ", whose workers deliver it";
            waiting.put(key, new Waiting(clock.getAsLong() + ROUND.toNanos(), before.failures(), null, why));
            return true;
        }
        Result result;
        try {
            if (!outcomes.isStillThere(key)) {
                waiting.remove(key);
                return true;
            }
            result = redelivery.look(kept);
        } catch (RuntimeException e) {
            // Whatever the failure is, it must not delay other outcomes.
            return later(kept, before, e);
        }
        if (result instanceof Result.Delivered) {
            outcomes.delivered(kept);
            waiting.remove(key);
        } else if (result instanceof Result.Later later) {
            if (later.withoutResponse()) {
                outcomes.hasNoResponse(kept);
            }
            return later(kept, before, later.failure());
        } else if (result instanceof Result.Ended && outcomes.isWithoutResponse(kept)) {
            LOG.warn("Outcome {} {} was most likely delivered: its execution has ended.", key, kept.status());
            counters.add(Counter.probablyReported);
            outcomes.remove(key);
            waiting.remove(key);
        } else {
            refused(key, text, before, result instanceof Result.Refused r ? r.why() : ENDED);
        }
        return true;
    }

    /**
     * A running worker that has delivered it in the meantime removes it: only an outcome that is still in the
     * repository is refused.
     */
    private void refused(String key, String text, Waiting before, String why) {
        if (before.refused() == null) {
            long again = clock.getAsLong() + PATIENCE.toNanos();
            waiting.put(key, new Waiting(again, before.failures(), why, why));
        } else {
            outcomes.quarantine(key, text, why);
            waiting.remove(key);
        }
    }

    private boolean later(KeptOutcome kept, Waiting before, RuntimeException failure) {
        if (failure instanceof JobsCallException call && call.isClientClosed()) {
            LOG.debug("The client is closed, so it delivers no more outcomes; they stay kept", failure);
            stop();
            return false;
        }
        String key = kept.key();
        int failures = before.failures() + 1;
        Duration pause =
                WriteBackoff.after(failures, ThreadLocalRandom.current().nextDouble());
        String why = OneLine.of(String.valueOf(failure.getMessage()), LONGEST_WHY);
        waiting.put(key, new Waiting(clock.getAsLong() + pause.toNanos(), failures, null, why));
        if (failures == 1) {
            LOG.warn("Outcome {} is not delivered yet; it stays kept and is tried again: {}", key, why);
        }
        LOG.debug("Outcome {} failed {} times", key, failures, failure);
        return !(failure instanceof JobsCallException call) || (call.statusCode() != 429 && call.statusCode() != 0);
    }
}
