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

import io.github.cameliot.jobsdata.session.WorkLoop;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while at least one thing of a consumer can be asked; says how many cannot, and why the first of them. */
final class IotJobsDataHealthCheck extends AbstractHealthCheck {

    private final IotJobsDataConsumer consumer;

    private IotJobsDataHealthCheck(IotJobsDataConsumer consumer) {
        super("camel", "iot-jobs-data-consumer-" + consumer.getRouteId());
        this.consumer = consumer;
    }

    /** @return null where there is no repository of health checks, or they are turned off for this component */
    static HealthCheck register(IotJobsDataConsumer consumer) {
        WritableHealthCheckRepository repository = repository(consumer);
        if (repository == null || !component(consumer).isHealthCheckConsumerEnabled()) {
            return null;
        }
        IotJobsDataHealthCheck check = new IotJobsDataHealthCheck(consumer);
        check.setEnabled(true);
        repository.addHealthCheck(check);
        return check;
    }

    static void unregister(IotJobsDataConsumer consumer, HealthCheck check) {
        WritableHealthCheckRepository repository = repository(consumer);
        if (check != null && repository != null) {
            repository.removeHealthCheck(check);
        }
    }

    private static WritableHealthCheckRepository repository(IotJobsDataConsumer consumer) {
        return HealthCheckHelper.getHealthCheckRepository(
                consumer.getEndpoint().getCamelContext(), "components", WritableHealthCheckRepository.class);
    }

    private static IotJobsDataComponent component(IotJobsDataConsumer consumer) {
        return ((IotJobsDataEndpoint) consumer.getEndpoint()).component();
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        WorkLoop loop = consumer.loop();
        if (loop == null) {
            builder.up().detail("state", "stopped");
            return;
        }
        Map<String, RuntimeException> failing = loop.failing();
        builder.detail("things", loop.things());
        builder.detail("things.failing", failing.size());
        builder.detail("jobs.running", loop.running());
        builder.detail("outcomes.waiting", consumer.getOutcomesWaiting());
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
}
