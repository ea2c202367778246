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
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares the state of the service with the messages of the workers, one execution after the other. */
final class Verifier {

    private final Map<String, Run> runs;
    private final Map<ExecutionKey, List<Run>> runsOf;
    private final Findings findings = new Findings();

    /** @param runs by claim */
    Verifier(Map<String, Run> runs) {
        this.runs = runs;
        this.runsOf = runs.values().stream()
                .sorted(Comparator.comparingLong(Run::version))
                .collect(Collectors.groupingBy(Run::execution));
        findings.add(Count.runs, runs.size());
        findings.add(Count.leaseExpired, (int)
                runs.values().stream().filter(Run::isLeaseExpired).count());
    }

    Findings findings() {
        return findings;
    }

    /**
     * Verifies one execution.
     *
     * @param versions the observed versions, oldest first; some may have been missed
     */
    void verify(ExecutionKey execution, List<ObservedVersion> versions) {
        List<Run> its = runsOf.getOrDefault(execution, List.of());
        History history = new History(execution, versions, its);
        findings.add(Count.executions, 1);
        findings.add(Count.started, versions.stream().anyMatch(v -> v.marker() != null) ? 1 : 0);
        findings.add(Count.writes, (int) (history.last().version() - 1));
        for (int i = 1; i < versions.size(); i++) {
            verifyTakeOver(history, versions.get(i - 1), versions.get(i));
        }
        for (int i = 1; i < its.size(); i++) {
            findings.add(Count.overlapping, its.get(i - 1).overlaps(its.get(i)) ? 1 : 0);
        }
        its.forEach(run -> ranByItsClaim(history, run));
        end(history);
    }

    private record History(ExecutionKey execution, List<ObservedVersion> versions, List<Run> runs) {

        ObservedVersion last() {
            return versions.get(versions.size() - 1);
        }

        String describe(String what) {
            StringBuilder text = new StringBuilder(execution + ": " + what);
            versions.forEach(v -> text.append("\n    ").append(v));
            runs.forEach(r -> text.append("\n    ").append(r));
            return text.toString();
        }
    }

    /** A different claim than before: allowed only if the earlier claim was released, or its lease had expired. */
    private void verifyTakeOver(History history, ObservedVersion before, ObservedVersion after) {
        if (before.marker() == null
                || after.marker() == null
                || after.isBy(before.marker().claimId())) {
            return;
        }
        findings.add(Count.takenOver, 1);
        Optional<ClaimMarker> holder = before.holder();
        if (holder.isEmpty()) {
            return;
        }
        Duration silent = Duration.between(before.at(), after.at());
        if (silent.compareTo(holder.get().lease()) >= 0) {
            return;
        }
        if (after.version() == before.version() + 1) {
            findings.twice()
                    .add(history.describe("version " + after.version() + " took it from a claim that had written "
                            + silent.toMillis() + " ms before"));
        } else {
            findings.add(Count.unproven, 1);
        }
    }

    private void ranByItsClaim(History history, Run run) {
        Optional<ObservedVersion> claimed = history.versions().stream()
                .filter(v -> v.version() == run.version())
                .findFirst();
        boolean isByItsClaim = claimed.map(v -> v.isBy(run.claim()))
                .orElseGet(() -> history.versions().stream().anyMatch(v -> v.isBy(run.claim())));
        if (!isByItsClaim) {
            if (claimed.isEmpty()) {
                findings.add(Count.unproven, 1);
            } else {
                findings.twice().add(history.describe("claim " + run.claim() + " ran without holding it"));
            }
        }
    }

    private void end(History history) {
        ObservedVersion last = history.last();
        if (!last.status().isTerminal()) {
            findings.lost().add(history.describe("never ended"));
            return;
        }
        findings.ended(last.status());
        if (last.status().isSetByWorker()) {
            reported(history, last);
        }
        for (Run run : history.runs()) {
            if (run.isReported()
                    && !(last.isBy(run.claim()) && run.endedAs(last.status().name()))) {
                findings.contradicting()
                        .add(history.describe("claim " + run.claim() + " believes that its report was accepted"));
            }
        }
    }

    private void reported(History history, ObservedVersion last) {
        Run by = last.marker() == null ? null : runs.get(last.marker().claimId());
        if (by == null) {
            boolean attemptsExhausted = last.marker() != null
                    && last.marker().attempt() >= Settings.MAX_ATTEMPTS
                    && last.reason() != null
                    && last.reason().startsWith("claimed ");
            if (attemptsExhausted) {
                findings.add(Count.attemptsExhausted, 1);
            } else {
                findings.contradicting().add(history.describe(last.status() + " is reported, but no worker ran it"));
            }
            return;
        }
        String status = last.status().name();
        boolean isAsTheRouteEnded =
                by.endedAs(status) && last.reason() != null && last.reason().contains(Run.reason(by.claim(), status));
        if (!isAsTheRouteEnded) {
            findings.contradicting()
                    .add(history.describe(status + " is reported, but the route ended with another " + "status"));
        }
    }
}
