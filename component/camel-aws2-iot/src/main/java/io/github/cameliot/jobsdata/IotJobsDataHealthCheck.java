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

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.health.ConsumerCalls;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health check of a consumer. It makes no call: it shows what the calls of the consumer have come to.
 *
 * <p>UP while at least one thing can be polled. DOWN when AWS IoT Jobs cannot be reached for any thing, when no call has
 * succeeded for some time ({@link ConsumerCalls}), also while jobs run and nothing is polled, and when there is no thing to
 * poll because the {@code things} bean fails.
 */
final class IotJobsDataHealthCheck extends AbstractHealthCheck {

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
        List<JobSession> failingJobs = consumer.failingJobs();
        Optional<ListedThings.Failure> listFailure = consumer.listFailure();
        Optional<ConsumerCalls.Failing> calls = consumer.failingCalls();
        HealthDetails details = new HealthDetails(builder);
        details.polls(loop, failing);
        details.jobs(loop.running(), failingJobs);
        details.outcomes(consumer.getOutcomesWaiting(), consumer.keptOutcomes());
        listFailure.ifPresent(details::things);
        calls.ifPresent(details::calls);
        consumer.push().ifPresent(details::push);
        if (!loop.isPolling()) {
            builder.up();
        } else if (loop.things() == 0) {
            listFailure.ifPresentOrElse(f -> builder.message(noThing(f)).down(), builder::up);
        } else if (isOutOfReach(loop, failing)) {
            builder.message(HealthDetails.message(failing.values().iterator().next()))
                    .down();
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

    /** A thing with a running job is not polled: whether it could be is inferred from the failures of the other things. */
    private static boolean isOutOfReach(PollLoop loop, Map<String, RuntimeException> failing) {
        if (failing.isEmpty()) {
            return false;
        }
        return failing.size() >= loop.things()
                || loop.working() == 0 && failing.values().stream().allMatch(IotJobsDataHealthCheck::isOfAllThings);
    }

    /** No response, a server error, or throttling. A missing permission is not: it may be missing for one thing only. */
    private static boolean isOfAllThings(RuntimeException failure) {
        return failure instanceof JobsCallException call
                && (call.statusCode() == 0 || call.statusCode() == 429 || call.statusCode() >= 500);
    }

    /** Whether the failure concerns all things: credentials or permissions may be refused for one thing only. */
    private static boolean isOfAll(ConsumerCalls.Failing calls, PollLoop loop, int thingsFailing) {
        return !calls.refused() || loop.things() == 1 || thingsFailing >= loop.things();
    }

    private String noThing(ListedThings.Failure failure) {
        return "Route " + consumer.getRouteId() + " polls no thing: " + failure.why() + ".";
    }

    /** The state before the first response is {@code camel.health.initial-state}, as for Camel's polling consumers. */
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

    /** Camel starts and stops a consumer with its route. A consumer that is stopped while its route runs polls nothing. */
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
}
