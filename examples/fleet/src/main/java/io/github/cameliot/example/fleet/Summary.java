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
package io.github.cameliot.example.fleet;

import static io.github.cameliot.emulator.ExecutionStatus.FAILED;
import static io.github.cameliot.emulator.ExecutionStatus.REJECTED;
import static io.github.cameliot.emulator.ExecutionStatus.REMOVED;
import static io.github.cameliot.emulator.ExecutionStatus.SUCCEEDED;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.RequestLog;
import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The figures of a run: how fast it was, how many calls it took, and how long a job took. */
final class Summary {

    private static final List<ExecutionStatus> ENDS = List.of(SUCCEEDED, FAILED, REJECTED, REMOVED);

    private final List<Execution> ended;
    private final List<Execution> run;
    private final RequestLog requests;

    Summary(List<Execution> ended, RequestLog requests) {
        this.ended = ended;
        this.run = ended.stream().filter(e -> e.startedAt() != null).toList();
        this.requests = requests;
    }

    String text() {
        return String.join("\n\n", throughput(), ends(), calls(), times());
    }

    private String throughput() {
        Instant first = run.stream()
                .map(Execution::startedAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Instant last = run.stream()
                .map(Execution::lastUpdatedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Duration took = Duration.between(first, last);
        long aSecond = Math.round(run.size() * 1000.0 / Math.max(1, took.toMillis()));
        return "%s jobs were run in %s: %s a second."
                .formatted(Formats.grouped(run.size()), Formats.seconds(took), Formats.grouped(aSecond));
    }

    private String ends() {
        return Table.of(ENDS)
                .left("ended", ExecutionStatus::name)
                .right(
                        "jobs",
                        end -> Formats.grouped(
                                ended.stream().filter(e -> e.status() == end).count()))
                .text();
    }

    private record Calls(String what, long number) {}

    private String calls() {
        return Table.of(List.of(
                        new Calls("reads: look for work", requests.count(Operation.DESCRIBE_JOB_EXECUTION)),
                        new Calls("writes: claim", requests.count(Operation.START_NEXT_PENDING_JOB_EXECUTION)),
                        new Calls("writes: report", requests.count(Operation.UPDATE_JOB_EXECUTION)),
                        new Calls("all", requests.total())))
                .left("calls", Calls::what)
                .right("in all", calls -> Formats.grouped(calls.number()))
                .right("a job", calls -> Formats.ratio(calls.number(), run.size()))
                .text();
    }

    private record Times(String what, List<Duration> sorted) {

        /** By the nearest rank. */
        String percentile(double percent) {
            int rank = (int) Math.ceil(percent / 100 * sorted.size());
            return sorted.isEmpty() ? "-" : Formats.seconds(sorted.get(Math.max(rank, 1) - 1));
        }
    }

    private String times() {
        return Table.of(List.of(
                        times("queued to ended", Execution::queuedAt), times("started to ended", Execution::startedAt)))
                .left("time", Times::what)
                .right("half within", t -> t.percentile(50))
                .right("90 % within", t -> t.percentile(90))
                .right("99 % within", t -> t.percentile(99))
                .right("longest", t -> t.percentile(100))
                .text();
    }

    private Times times(String what, Function<Execution, Instant> from) {
        return new Times(
                what,
                run.stream()
                        .map(e -> Duration.between(from.apply(e), e.lastUpdatedAt()))
                        .sorted()
                        .toList());
    }
}
