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

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.OneLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcomes in a repository, which the sessions of one service keep and settle. A repository that fails or hangs
 * raises an alarm, and delays nothing except a take-over.
 *
 * <p>Kept, then either <em>removed</em> (the service has accepted it, or has clearly refused it while the session was
 * open), or <em>let go</em> (its session ended first: {@link OutcomeSweep} delivers it), or <em>quarantined</em> (it
 * cannot be delivered: it stays in the repository until a person removes it).
 */
public final class KeptOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(KeptOutcomes.class);

    /** The length of a column of {@code JdbcOutcomeRepository}. */
    private static final int LONGEST_KEY = 300;

    private static final int LONGEST_WHY = 1_000;

    /** How long a caller waits for the repository. */
    public static final Duration PATIENCE = GuardedRepository.PATIENCE;

    private final String service;
    private final Counters counters;
    private final GuardedRepository repository;
    private final Quarantine quarantine;
    /** Kept by sessions that have not reported them yet. */
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    /** Reports of them were sent, and may have taken effect. */
    private final Set<String> withoutResponse = ConcurrentHashMap.newKeySet();
    /** Need no more reports, but are still in the repository because it failed. */
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    private volatile Map<String, String> shown = Map.of();

    /**
     * @param service the name of the service of these outcomes; outcomes of other services are not touched
     * @param repository null for none: then outcomes are lost when their process ends
     * @param threads for the calls of the repository, which may hang
     */
    public KeptOutcomes(String service, OutcomeRepository repository, Counters counters, Executor threads) {
        this.service = service;
        this.counters = counters;
        this.repository = new GuardedRepository(repository, counters, threads);
        this.quarantine = new Quarantine(this.repository, counters);
    }

    /** Whether there is a repository at all. */
    public boolean isOn() {
        return !repository.isMissing();
    }

    /** Counters of this repository, for all that share it. */
    public Counters counters() {
        return counters;
    }

    /** The name of the service of these outcomes. */
    public String service() {
        return service;
    }

    /**
     * Keeps an outcome that a session is going to report. If it cannot be kept in time, it is reported nevertheless.
     *
     * @return whether it is kept: written, and read back
     */
    public boolean keep(KeptOutcome outcome) {
        settled.remove(outcome.key());
        inHand.add(outcome.key());
        return repository.keep(outcome.key(), outcome.format());
    }

    /** Its session has ended, and it is not known whether the service has accepted it. */
    public void letGo(KeptOutcome outcome) {
        inHand.remove(outcome.key());
    }

    /** A report of it was sent, and may have taken effect. */
    public void hasNoResponse(KeptOutcome outcome) {
        withoutResponse.add(outcome.key());
    }

    /** Whether this process has sent a report of it that may have taken effect. */
    boolean isWithoutResponse(KeptOutcome outcome) {
        return withoutResponse.contains(outcome.key());
    }

    /** It needs no more reports. Does not wait. */
    public void remove(String key) {
        removal(key);
    }

    private CompletableFuture<Boolean> removal(String key) {
        settled.add(key);
        inHand.remove(key);
        return repository.remove(key, () -> {
            settled.remove(key);
            withoutResponse.remove(key);
            quarantine.remove(key);
        });
    }

    /** The content of a repository under the key of a claim. */
    sealed interface Found {

        /** Nothing. */
        record Nothing() implements Found {}

        /** The outcome of the claim. */
        record Kept(KeptOutcome outcome) implements Found {}

        /** A value that is in quarantine or cannot be read. */
        record Damaged() implements Found {}
    }

    /**
     * The outcome of the claim that an execution shows, if its worker kept one before it died.
     *
     * @throws IllegalStateException if the repository fails, so it is not known whether there is an outcome
     */
    Found of(JobExecution execution) {
        ClaimMarker marker = ClaimMarker.in(execution.statusDetails()).orElse(null);
        if (!isOn() || marker == null) {
            return new Found.Nothing();
        }
        String key = KeptOutcome.key(execution.id(), marker);
        Optional<String> text;
        try {
            text = repository.find(key);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "Cannot take over job " + execution.jobId() + " on thing " + execution.thing()
                            + ": the outcomeRepository may contain its outcome, but cannot be read ("
                            + OneLine.of(String.valueOf(e.getMessage()), LONGEST_WHY)
                            + "). This is retried.",
                    e);
        }
        if (text.isEmpty()) {
            return new Found.Nothing();
        }
        Optional<KeptOutcome> outcome = Quarantine.has(text.get()) ? Optional.empty() : read(key, text.get());
        return outcome.isPresent() ? new Found.Kept(outcome.get()) : new Found.Damaged();
    }

    /** The outcomes that are waiting for delivery, by key; empty if the repository fails. */
    Optional<Map<String, String>> waiting() {
        return repository.list().map(all -> {
            quarantine.update(all);
            withoutResponse.removeIf(key -> !all.containsKey(key) && !inHand.contains(key));
            settled.retainAll(all.keySet());
            Map<String, String> open = new TreeMap<>(all);
            open.keySet().removeAll(quarantine.keys());
            open.keySet().removeAll(inHand);
            Set.copyOf(settled).stream().filter(open::containsKey).forEach(this::remove);
            open.keySet().removeAll(settled);
            return open;
        });
    }

    /** The outcome in a text. A text that cannot be read goes to quarantine, so it does not delay others. */
    Optional<KeptOutcome> read(String key, String text) {
        String why;
        try {
            KeptOutcome outcome = KeptOutcome.parse(text);
            if (outcome.key().equals(key)) {
                return Optional.of(outcome);
            }
            why = "it belongs to " + outcome.key();
        } catch (IllegalArgumentException e) {
            why = "it cannot be read: " + e.getMessage();
        }
        quarantine.add(key, text, why);
        return Optional.empty();
    }

    /** Whether it is still waiting: another worker may have delivered it since it was listed. */
    boolean isStillThere(String key) {
        return repository.find(key).isPresent();
    }

    /** The service has now accepted it, without a run. */
    void delivered(KeptOutcome kept) {
        LOG.info(
                "Delivered the kept outcome {} for {}, without running the job again.",
                kept.status(),
                kept.execution());
        counters.add(Counter.outcomesDelivered);
        remove(kept.key());
    }

    /** It cannot be delivered. */
    void quarantine(String key, String text, String why) {
        quarantine.add(key, text, why);
    }

    /** What a sweep knows about the outcomes that are waiting. */
    void show(Map<String, String> waiting) {
        shown = Map.copyOf(waiting);
    }

    /** Outcomes that are waiting for delivery, each with the last failure or an empty text; as last seen. */
    public Map<String, String> shown() {
        return printable(shown);
    }

    /** Outcomes that cannot be delivered, each with the reason; as last seen. */
    public Map<String, String> quarantined() {
        return printable(quarantine.all());
    }

    /** The key of a row as shown to people: rows of other programs may have any key. */
    static String shown(String key) {
        return OneLine.of(key, LONGEST_KEY);
    }

    private static Map<String, String> printable(Map<String, String> byKey) {
        Map<String, String> printable = new HashMap<>();
        byKey.forEach((key, why) -> printable.put(shown(key), OneLine.of(why, LONGEST_WHY)));
        return printable;
    }

    /** Why the repository fails; empty while it works. */
    public Optional<RuntimeException> failure() {
        return repository.failure();
    }

    /**
     * Removes an outcome from quarantine, after a person has dealt with it.
     *
     * @param key the exact key, or the key as {@link #quarantined()} shows it
     * @throws IllegalArgumentException if it is not in quarantine
     */
    public void forget(String key) {
        String found = quarantine.keys().stream()
                .filter(k -> k.equals(key) || shown(k).equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("No outcome " + Names.shown(key) + " is in quarantine."));
        LOG.warn("Outcome {} was removed from quarantine by hand.", shown(found));
        repository.await("remove", found, removal(found));
    }
}
