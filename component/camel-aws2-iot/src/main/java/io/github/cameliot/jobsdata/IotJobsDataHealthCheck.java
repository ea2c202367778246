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
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * UP while at least one thing of a consumer can be polled; shows how many cannot, why one of them cannot, and what waits.
 * Makes no call: it shows what the polls have come to.
 */
final class IotJobsDataHealthCheck extends AbstractHealthCheck {

    private static final int LONGEST = 1_000;

    private final IotJobsDataConsumer consumer;

    IotJobsDataHealthCheck(IotJobsDataConsumer consumer, boolean enabled) {
        super("camel", "consumer:" + consumer.getRouteId());
        this.consumer = consumer;
        setEnabled(enabled);
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        PollLoop loop = consumer.loop();
        if (loop == null) {
            notPolling(builder);
            return;
        }
        Map<String, RuntimeException> failing = loop.failing();
        builder.detail("state", loop.isPolling() ? "polling" : "suspended");
        builder.detail("things", loop.things());
        builder.detail("things.failing", failing.size());
        blocked(builder, loop.blocked());
        loop.lastResponse().ifPresent(at -> builder.detail("poll.last.response", at.toString()));
        builder.detail("jobs.running", loop.running());
        List<JobSession> failingJobs = consumer.failingJobs();
        jobs(builder, failingJobs);
        builder.detail("outcomes.waiting", consumer.getOutcomesWaiting());
        if (consumer.keptOutcomes() != null) {
            outcomes(builder, consumer.keptOutcomes());
        }
        failing.values().stream().findFirst().ifPresent(f -> failure(builder, f));
        Optional<ListedThings.Failure> listFailure = consumer.listFailure();
        listFailure.ifPresent(f -> {
            builder.detail("things.list.failure", f.why());
            builder.detail("things.list.failing.since", time(f.since()));
        });
        Optional<ConsumerCalls.Failing> calls = consumer.failingCalls();
        calls.ifPresent(c -> builder.detail("calls.failing.since", time(c.since())));
        if (!loop.isPolling()) {
            builder.up();
        } else if (loop.things() == 0) {
            listFailure.ifPresentOrElse(f -> builder.message(noThing(f)).down(), builder::up);
        } else if (isOutOfReach(loop, failing)) {
            builder.message(message(failing.values().iterator().next())).down();
        } else if (calls.isPresent() && isOfAll(calls.get(), loop, failing.size() + failingJobs.size())) {
            builder.message("No call of route " + consumer.getRouteId() + " has succeeded"
                            + calls.get().what())
                    .down();
        } else if (loop.lastResponse().isEmpty()) {
            noResponseYet(builder, loop);
        } else {
            builder.up();
        }
    }

    /** A thing with a job is not polled: then what other things fail with tells whether it could be. */
    private static boolean isOutOfReach(PollLoop loop, Map<String, RuntimeException> failing) {
        if (failing.isEmpty()) {
            return false;
        }
        return failing.size() >= loop.things()
                || loop.working() == 0 && failing.values().stream().allMatch(IotJobsDataHealthCheck::isOfAllThings);
    }

    /** No response, a server error, or throttling; not so a permission, which each thing may have or lack. */
    private static boolean isOfAllThings(RuntimeException failure) {
        return failure instanceof JobsCallException call
                && (call.statusCode() == 0 || call.statusCode() == 429 || call.statusCode() >= 500);
    }

    /** Credentials or permissions that were refused may be those of one thing. */
    private static boolean isOfAll(ConsumerCalls.Failing calls, PollLoop loop, int thingsFailing) {
        return !calls.refused() || loop.things() == 1 || thingsFailing >= loop.things();
    }

    private String noThing(ListedThings.Failure failure) {
        return "Route " + consumer.getRouteId() + " polls no thing: " + failure.why() + ".";
    }

    /** As Camel's polling consumers have it before their first poll: {@code camel.health.initial-state} decides. */
    private void noResponseYet(HealthCheckResultBuilder builder, PollLoop loop) {
        HealthCheckRegistry registry =
                HealthCheckRegistry.get(consumer.getEndpoint().getCamelContext());
        builder.state(registry == null ? State.DOWN : registry.getInitialState());
        builder.message("AWS IoT Jobs has not responded to a poll of route " + consumer.getRouteId() + " yet."
                + loop.recentFailures().stream()
                        .findFirst()
                        .map(f -> " " + f.what())
                        .orElse(""));
    }

    /** The message is safe to show; so is the whole exception only if it is ours, without text of a user's bean. */
    private static void failure(HealthCheckResultBuilder builder, RuntimeException failure) {
        builder.detail("failure", message(failure));
        if (failure instanceof JobsCallException) {
            builder.error(failure);
        }
    }

    private static String message(RuntimeException failure) {
        return OneLine.of(failure.getMessage() == null ? failure.toString() : failure.getMessage(), LONGEST);
    }

    private static void jobs(HealthCheckResultBuilder builder, List<JobSession> failing) {
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

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void blocked(HealthCheckResultBuilder builder, Map<String, ClaimResult.Blocked> blocked) {
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

    /** Camel starts and stops consumers with their routes; one without a loop in a route that runs polls nothing. */
    private void notPolling(HealthCheckResultBuilder builder) {
        ServiceStatus route =
                consumer.getEndpoint().getCamelContext().getRouteController().getRouteStatus(consumer.getRouteId());
        builder.detail("state", "stopped");
        if (route != null && route.isStarted()) {
            builder.message("Route " + consumer.getRouteId()
                            + " is started, and its consumer polls nothing: it was stopped"
                            + " when the route could not be suspended in time. Resume the route, or stop and start it.")
                    .down();
        } else {
            builder.up();
        }
    }

    private static void outcomes(HealthCheckResultBuilder builder, KeptOutcomes outcomes) {
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
}
