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
package io.github.cameliot.jobsdata.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The health checks of one component's producers. There is one for each operation, {@code producer:<scheme>:<operation>}, and
 * not one for each endpoint, because a {@code toD} can make thousands of endpoints. Camel calls them only with
 * {@code camel.health.producers-enabled=true}.
 */
public final class ProducerHealthChecks {

    private static final String REPOSITORY = "producers";

    private final Map<String, ProducerHealthCheck> checks = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    public ProducerHealthChecks() {
        this(System::nanoTime);
    }

    ProducerHealthChecks(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * The check of an operation, which is registered with the first producer.
     *
     * @param registered false for a check that Camel does not call
     */
    public ProducerHealthCheck of(Endpoint endpoint, Object operation, boolean registered) {
        String uri = endpoint.getEndpointUri();
        String scheme = uri.substring(0, uri.indexOf(':')); // that of this component: there may be several of a kind
        return checks.computeIfAbsent("producer:" + scheme + ":" + operation, id -> {
            ProducerHealthCheck check = new ProducerHealthCheck(id, clock);
            WritableHealthCheckRepository repository = repository(endpoint.getCamelContext());
            if (registered && repository != null) {
                repository.addHealthCheck(check);
            }
            return check;
        });
    }

    /** Removes all checks: the component stops, and its producers have stopped. */
    public void removeAll(CamelContext context) {
        WritableHealthCheckRepository repository = repository(context);
        if (repository != null) {
            checks.values().forEach(repository::removeHealthCheck);
        }
        checks.clear();
    }

    /** Null where there is no camel-health, or it is switched off. */
    private static WritableHealthCheckRepository repository(CamelContext context) {
        return HealthCheckHelper.getHealthCheckRepository(context, REPOSITORY, WritableHealthCheckRepository.class);
    }
}
