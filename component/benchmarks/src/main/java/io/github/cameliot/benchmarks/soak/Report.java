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
package io.github.cameliot.benchmarks.soak;

import io.github.cameliot.benchmarks.soak.Findings.Count;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table, and the violations. */
final class Report {

    private final Settings settings;
    private final int created;
    private final Calls calls;
    private final Findings findings;
    private final ServiceObserver observer;

    Report(Settings settings, int created, Calls calls, Findings findings, ServiceObserver observer) {
        this.settings = settings;
        this.created = created;
        this.calls = calls;
        this.findings = findings;
        this.observer = observer;
    }

    boolean isOk() {
        return broken().isEmpty();
    }

    /** A sentence for each violation. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        add(broken, findings.lost(), "lost");
        add(broken, findings.twice(), "run twice within the lease");
        add(broken, findings.contradicting(), "contradicting reports");
        if (!settings.faults() && findings.get(Count.runs) != findings.get(Count.executions)) {
            broken.add("runs per job " + perJob(findings.get(Count.runs)) + ", not 1.00");
        }
        if (!settings.faults() && claimsAndReports() != 2L * findings.get(Count.executions)) {
            broken.add("claim and report: calls per job " + perJob(claimsAndReports()) + ", not 2.00");
        }
        if (!settings.faults() && findings.get(Count.writes) != claimsAndReports()) {
            broken.add(
                    "of " + claimsAndReports() + " claims and reports " + findings.get(Count.writes) + " took effect");
        }
        if (!settings.faults()) {
            findings.heaps().stream()
                    .filter(LiveHeap::isGrowing)
                    .forEach(heap -> broken.add("live heap of " + heap.worker() + " grown by " + mb(heap.growth())
                            + " MB, more than " + mb(LiveHeap.MOST_GROWTH)));
        }
        return broken;
    }

    private static void add(List<String> broken, List<String> found, String what) {
        if (!found.isEmpty()) {
            broken.add(found.size() + " " + what);
        }
    }

    /** All updates, and the calls of StartNext that started an execution; the other calls only looked for work. */
    private long claimsAndReports() {
        return findings.get(Count.started) + calls.update();
    }

    void print(PrintStream out) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("jobs created", String.valueOf(created)));
        rows.add(new Row("executions, including retries", count(Count.executions)));
        findings.ended().forEach((status, number) -> rows.add(new Row("  ended " + status, String.valueOf(number))));
        rows.add(new Row("runs per execution", perJob(findings.get(Count.runs))));
        rows.add(new Row("calls per execution", perJob(calls.all())));
        rows.add(new Row("  StartNextPendingJobExecution", perJob(calls.startNext())));
        rows.add(new Row("  UpdateJobExecution", perJob(calls.update())));
        rows.add(new Row("  DescribeJobExecution", perJob(calls.describe())));
        rows.add(new Row("  GetPendingJobExecutions", perJob(calls.getPending())));
        rows.add(new Row("of these, claim and report", perJob(claimsAndReports())));
        rows.add(new Row("of these, looking for work", perJob(calls.all() - claimsAndReports())));
        rows.add(new Row("taken over (lease expired, or released)", count(Count.takenOver)));
        rows.add(new Row("  while the earlier run continued", count(Count.overlapping)));
        rows.add(new Row("lease expired (not renewed in time)", count(Count.leaseExpired)));
        rows.add(new Row("attempts exhausted", count(Count.attemptsExhausted)));
        rows.add(new Row("lost", String.valueOf(findings.lost().size())));
        rows.add(new Row(
                "run twice within the lease", String.valueOf(findings.twice().size())));
        rows.add(new Row(
                "contradicting reports", String.valueOf(findings.contradicting().size())));
        if (findings.get(Count.unproven) > 0) {
            rows.add(new Row("seen too late to be proven", count(Count.unproven)));
        }
        rows.add(new Row(
                "longest idle, s of the service",
                String.format(Locale.ROOT, "%.1f", observer.longestIdle().toMillis() / 1000.0)));
        findings.heaps().stream().max(Comparator.comparing(LiveHeap::age)).ifPresent(heap -> addHeap(rows, heap));
        rows.add(new Row("seed", String.valueOf(settings.seed())));
        out.println();
        rows.forEach(row -> out.printf("%-38s %9s%n", row.name, row.value));
        out.println();
        List<String> history = new ArrayList<>();
        history.addAll(findings.lost());
        history.addAll(findings.twice());
        history.addAll(findings.contradicting());
        history.forEach(out::println);
        out.println(isOk() ? "OK" : "BROKEN: " + String.join("; ", broken()));
    }

    private static void addHeap(List<Row> rows, LiveHeap heap) {
        LiveHeap.Sample first = heap.first();
        LiveHeap.Sample last = heap.last();
        rows.add(new Row(
                "live heap of " + heap.worker() + ", MB, at " + first.age().toSeconds() + " s", mb(first.bytes())));
        rows.add(new Row("  at " + last.age().toSeconds() + " s", mb(last.bytes())));
        rows.add(new Row("  growth", mb(heap.growth())));
        rows.add(new Row("  jobs done in between", String.valueOf(last.jobs() - first.jobs())));
    }

    private static String mb(long bytes) {
        return String.format(Locale.ROOT, "%.2f", bytes / 1e6);
    }

    private record Row(String name, String value) {}

    private String count(Count what) {
        return String.valueOf(findings.get(what));
    }

    private String perJob(long number) {
        return String.format(Locale.ROOT, "%.2f", number / (double) Math.max(1, findings.get(Count.executions)));
    }
}
