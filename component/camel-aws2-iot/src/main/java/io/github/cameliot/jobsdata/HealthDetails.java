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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.health.ConsumerCalls;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.push.PushStatus;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.health.HealthCheckResultBuilder;

/** The details of a consumer's health check. Each text is on one line and without secrets. */
record HealthDetails(HealthCheckResultBuilder builder) {

    private static final int LONGEST = 1_000;

    void polls(PollLoop loop, Map<String, RuntimeException> failing) {
        builder.detail("state", loop.isPolling() ? "polling" : "suspended");
        builder.detail("things", loop.things());
        builder.detail("things.failing", failing.size());
        blocked(loop.blocked());
        loop.lastResponse().ifPresent(at -> builder.detail("poll.last.response", at.toString()));
        failing.values().stream().findFirst().ifPresent(this::failure);
    }

    /** @param failing whose last write failed */
    void jobs(int running, List<JobSession> failing) {
        builder.detail("jobs.running", running);
        builder.detail("jobs.failing", failing.size());
        failing.stream()
                .min(Comparator.comparing(s -> s.execution().thing()))
                .ifPresent(s -> builder.detail(
                        "jobs.failing.first",
                        OneLine.of(
                                s.execution().thing() + ": job "
                                        + s.execution().jobId() + ": "
                                        + s.failure().orElse("it works again"),
                                LONGEST)));
    }

    /** @param kept null where there is no repository of outcomes */
    void outcomes(int waiting, KeptOutcomes kept) {
        builder.detail("outcomes.waiting", waiting);
        if (kept != null) {
            outcomes(kept);
        }
    }

    /** The {@code things} bean fails. */
    void things(ListedThings.Failure failure) {
        builder.detail("things.list.failure", failure.why());
        builder.detail("things.list.failing.since", time(failure.since()));
    }

    /** Without push, things are polled more often: no reason to be down. */
    void push(PushStatus push) {
        builder.detail("push", push.isConnected() ? "connected" : "not connected");
        builder.detail("push.since", time(push.since()));
        builder.detail("push.subscriptions", push.subscriptions());
        if (push.failure() != null) {
            builder.detail("push.failure", OneLine.of(push.failure(), LONGEST));
        }
    }

    /** No call has succeeded for some time. */
    void calls(ConsumerCalls.Failing failing) {
        builder.detail("calls.failing.since", time(failing.since()));
    }

    /** The message is masked. An exception of a user's bean is not shown whole: its text is not ours. */
    private void failure(RuntimeException failure) {
        builder.detail("failure", message(failure));
        if (failure instanceof JobsCallException) {
            builder.error(failure);
        }
    }

    private void blocked(Map<String, ClaimResult.Blocked> blocked) {
        builder.detail("things.blocked", blocked.size());
        blocked.entrySet().stream().min(Map.Entry.comparingByKey()).ifPresent(b -> {
            ClaimResult.Blocked by = b.getValue();
            builder.detail(
                    "things.blocked.first",
                    OneLine.of(
                            b.getKey() + ": job " + by.jobId() + " is held by " + by.owner() + ", attempt "
                                    + by.attempt(),
                            LONGEST));
        });
    }

    private void outcomes(KeptOutcomes outcomes) {
        Map<String, String> kept = new TreeMap<>(outcomes.shown());
        Map<String, String> quarantined = new TreeMap<>(outcomes.quarantined());
        builder.detail("outcomes.kept", kept.size());
        builder.detail("outcomes.quarantined", quarantined.size());
        kept.entrySet().stream()
                .filter(k -> !k.getValue().isEmpty())
                .findFirst()
                .ifPresent(k -> builder.detail("outcomes.kept.failure", k.getKey() + ": " + k.getValue()));
        quarantined.entrySet().stream()
                .findFirst()
                .ifPresent(q -> builder.detail("outcomes.quarantined.first", q.getKey() + ": " + q.getValue()));
        outcomes.failure().ifPresent(f -> builder.detail("outcomes.repository.failure", message(f)));
    }

    static String message(RuntimeException failure) {
        return OneLine.of(failure.getMessage() == null ? failure.toString() : failure.getMessage(), LONGEST);
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
