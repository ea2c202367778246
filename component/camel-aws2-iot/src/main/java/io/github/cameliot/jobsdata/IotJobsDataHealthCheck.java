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

import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.poll.PollLoop;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while at least one thing of a consumer can be polled; says how many cannot, and why the first of them. */
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
        builder.detail("things", loop.things());
        builder.detail("things.failing", failing.size());
        builder.detail("jobs.running", loop.running());
        builder.detail("outcomes.waiting", consumer.getOutcomesWaiting());
        if (consumer.keptOutcomes() != null) {
            outcomes(builder, consumer.keptOutcomes());
        }
        failing.entrySet().stream().findFirst().ifPresent(f -> {
            builder.detail("failure", f.getValue().getMessage());
            builder.error(f.getValue());
        });
        if (!failing.isEmpty() && failing.size() >= loop.things()) {
            builder.message(failing.values().iterator().next().getMessage()).down();
        } else {
            builder.up();
        }
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
        outcomes.failure()
                .ifPresent(f -> builder.detail(
                        "outcomes.repository.failure", OneLine.of(String.valueOf(f.getMessage()), 1_000)));
    }
}
