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

import io.github.cameliot.jobsdata.poll.PollLoop;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while at least one thing of a consumer can be asked; says how many cannot, and why the first of them. */
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
            builder.up().detail("state", "stopped");
            return;
        }
        Map<String, RuntimeException> failing = loop.failing();
        builder.detail("things", loop.things());
        builder.detail("things.failing", failing.size());
        builder.detail("jobs.running", loop.running());
        builder.detail("outcomes.waiting", consumer.getOutcomesWaiting());
        if (consumer.hasOutcomeRepository()) {
            outcomes(builder);
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

    private void outcomes(HealthCheckResultBuilder builder) {
        Map<String, String> kept = consumer.getOutcomesKept();
        Map<String, String> quarantined = consumer.getOutcomesQuarantined();
        builder.detail("outcomes.kept", kept.size());
        builder.detail("outcomes.quarantined", quarantined.size());
        kept.entrySet().stream()
                .filter(k -> !k.getValue().isEmpty())
                .findFirst()
                .ifPresent(k -> builder.detail("outcomes.kept.failure", k.getKey() + ": " + k.getValue()));
        quarantined.entrySet().stream()
                .findFirst()
                .ifPresent(q -> builder.detail("outcomes.quarantined.first", q.getKey() + ": " + q.getValue()));
        consumer.outcomeRepositoryFailure()
                .ifPresent(f -> builder.detail("outcomes.repository.failure", String.valueOf(f.getMessage())));
    }
}
