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
package io.github.cameliot.example.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.example.support.Formats;
import io.github.cameliot.routes.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares, at the end of a run, what the service, the topics and the downstream system each have counted, and prints it as
 * tables.
 */
final class Accounting {

    private final List<Jobs.Job> jobs;
    private final Map<Jobs.Job, Execution> ends;
    private final Installer installer;
    private final long published;
    private final long publishedJobs;
    private final long results;
    private final long deadLetters;
    private final Map<DeadLetterReason, Long> deadByReason = new EnumMap<>(DeadLetterReason.class);
    private final long claims;
    private final long updates;
    private final long reads;

    Accounting(TestBed testBed, List<Jobs.Job> jobs) {
        this.jobs = jobs;
        this.ends = new TreeMap<>(Comparator.comparing(Jobs.Job::id));
        jobs.forEach(job -> ends.put(job, testBed.execution(job)));
        this.installer = testBed.installer();
        List<ConsumerRecord<String, byte[]>> records = testBed.topics().all(TestBed.JOBS);
        this.published = records.size();
        this.publishedJobs = records.stream()
                .map(r -> header(r, "iot-job-thing") + " " + header(r, "iot-job-id"))
                .distinct()
                .count();
        this.results = testBed.topics().all(TestBed.RESULTS).size();
        List<ConsumerRecord<String, byte[]>> letters = testBed.topics().all(TestBed.DEAD_LETTERS);
        this.deadLetters = letters.size();
        Set<String> seen = new HashSet<>();
        letters.stream()
                .filter(r ->
                        seen.add(header(r, "iot-dead-letter-partition") + " " + header(r, "iot-dead-letter-offset")))
                .forEach(r -> deadByReason.merge(
                        DeadLetterReason.valueOf(header(r, "iot-dead-letter-reason")), 1L, Long::sum));
        this.claims = testBed.emulator().requests().count(Operation.START_NEXT_PENDING_JOB_EXECUTION);
        this.updates = testBed.emulator().requests().count(Operation.UPDATE_JOB_EXECUTION);
        this.reads = testBed.emulator().requests().count(Operation.DESCRIBE_JOB_EXECUTION);
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }

    /** @param undisturbed whether no bridge was killed, so that the purpose of each call is known */
    String text(boolean undisturbed) {
        List<String> tables = new ArrayList<>(List.of(ends(), records(), calls(undisturbed)));
        if (undisturbed) {
            tables.add(throughput());
        }
        return String.join("\n\n", tables);
    }

    private String ends() {
        Map<String, Long> lines = new TreeMap<>(Comparator.reverseOrder());
        ends.values().forEach(e -> lines.merge(e.status() + (isTimedOut(e) ? ", no result came" : ""), 1L, Long::sum));
        NumberTable table = new NumberTable("jobs by their end", "number");
        lines.forEach(table::add);
        return table.add("all", jobs.size()).text();
    }

    private String records() {
        NumberTable table = new NumberTable("records", "number");
        table.add("jobs published", published);
        table.add("  of these, jobs that were published before", published - publishedJobs);
        table.add("results", results);
        table.add("  accepted", accepted());
        table.add("  duplicates, accepted before", duplicates());
        deadByReason.forEach((reason, number) -> table.add("  dead letters, " + reason, number));
        table.add("dead letters written more than once", deadLetters - dead());
        return table.text();
    }

    private String calls(boolean undisturbed) {
        NumberTable table = new NumberTable("calls", "number", "a job");
        int of = jobs.size();
        table.add("claim", of, of);
        if (undisturbed) {
            table.add("hand over", handOvers(), of);
            table.add("report a result", reports(), of);
            table.add("result timed out: take over and report", 2 * timedOut(), of);
        } else {
            table.add("take over, hand over, report", updates, of);
        }
        table.add("claim: the queue is empty", claims - of, of);
        table.add("all writes", claims + updates, of);
        return table.add("reads: look for work", reads, of).text();
    }

    private String throughput() {
        List<Execution> byResult =
                ends.values().stream().filter(e -> !isTimedOut(e)).toList();
        Instant first = byResult.stream()
                .map(Execution::startedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant last = byResult.stream()
                .map(Execution::lastUpdatedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Duration took = Duration.between(first, last);
        return "%s jobs went out and came back in %s: %s a second."
                .formatted(
                        Formats.grouped(byResult.size()),
                        Formats.seconds(took),
                        Formats.grouped(Math.round(byResult.size() * 1000.0 / Math.max(1, took.toMillis()))));
    }

    /**
     * Returns a sentence for each number that does not match.
     *
     * @param undisturbed whether no bridge was killed: then no record is written twice, and the purpose of each call is known
     */
    List<String> differences(boolean undisturbed) {
        List<String> found = new ArrayList<>();
        ends.forEach((job, e) -> {
            if (e.status() != job.expected().end()
                    || isTimedOut(e) != (job.expected() == ExpectedResult.SENDS_NO_RESULT)) {
                found.add("Job %s on thing %s should be %s, because downstream %s, and is %s (%s)."
                        .formatted(
                                job.id(),
                                job.thing(),
                                job.expected().end(),
                                job.expected(),
                                e.status(),
                                e.statusDetails().get("reason")));
            }
        });
        same(found, "jobs in the topic of the jobs", jobs.size(), publishedJobs);
        same(found, "jobs that downstream was asked to install", jobs.size() - timedOut(), installer.executions());
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            same(
                    found,
                    "dead letters for " + reason,
                    installer.unusable().getOrDefault(reason, 0L),
                    deadByReason.getOrDefault(reason, 0L));
        }
        same(found, "results that were accepted before", installer.repeated(), duplicates());
        if (undisturbed) {
            same(found, "records in the topic of the jobs", jobs.size(), published);
            same(found, "dead letters", dead(), deadLetters);
            if (handOvers() < 0 || handOvers() > published) {
                found.add("There should be at most %s hand-overs and there are %s."
                        .formatted(Formats.grouped(published), Formats.grouped(handOvers())));
            }
        }
        return found;
    }

    private static void same(List<String> found, String what, long expected, long is) {
        if (expected != is) {
            found.add("There should be %s %s and there are %s."
                    .formatted(Formats.grouped(expected), what, Formats.grouped(is)));
        }
    }

    private static boolean isTimedOut(Execution e) {
        return e.statusDetails().getOrDefault("reason", "").startsWith("no result arrived within");
    }

    private long timedOut() {
        return ends.values().stream().filter(Accounting::isTimedOut).count();
    }

    /** One for each execution that was ended by a result. */
    private long accepted() {
        return ends.values().stream()
                .filter(e -> e.status().isTerminal() && !isTimedOut(e))
                .count();
    }

    private long dead() {
        return deadByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    private long duplicates() {
        return results - dead() - accepted();
    }

    /** All other updates. When a result comes before the hand-over, no hand-over is made. */
    private long handOvers() {
        return updates - reports() - 2 * timedOut();
    }

    /** Each result that can be read is reported once, whether the service accepts it or not. */
    private long reports() {
        return results
                - deadByReason.getOrDefault(DeadLetterReason.NOT_JSON, 0L)
                - deadByReason.getOrDefault(DeadLetterReason.NOT_VALID, 0L);
    }
}
