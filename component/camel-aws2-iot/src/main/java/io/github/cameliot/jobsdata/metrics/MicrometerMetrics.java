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
package io.github.cameliot.jobsdata.metrics;

import io.github.cameliot.jobsdata.client.CallObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Meters in a {@link MeterRegistry}, with the tags that Camel's own meters have. */
final class MicrometerMetrics implements Metrics {

    /** The name under which Camel's components look up a registry, and bind one. */
    private static final String NAME = "metricsRegistry";

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerMetrics.class);

    private final MeterRegistry registry;
    private final Tags tags;
    private final CallTimers calls;

    private MicrometerMetrics(MeterRegistry registry, String context) {
        this.registry = registry;
        this.tags = Tags.of("camelContext", context);
        this.calls = new CallTimers(registry, tags);
    }

    static Metrics of(CamelContext context) {
        MeterRegistry registry = find(context.getRegistry());
        return registry == null ? NONE : new MicrometerMetrics(registry, context.getName());
    }

    /** Looks as camel-micrometer does: a composite first, by its name, else the only one. Creates none, unlike camel-micrometer. */
    private static MeterRegistry find(Registry beans) {
        MeterRegistry composite = find(beans, CompositeMeterRegistry.class);
        return composite != null ? composite : find(beans, MeterRegistry.class);
    }

    private static MeterRegistry find(Registry beans, Class<? extends MeterRegistry> type) {
        MeterRegistry named = beans.lookupByNameAndType(NAME, type);
        if (named != null) {
            return named;
        }
        Set<? extends MeterRegistry> all = beans.findByType(type);
        return all.size() == 1 ? all.iterator().next() : null;
    }

    @Override
    public CallObserver calls() {
        return calls;
    }

    @Override
    public Runnable register(String routeId, Figures figures) {
        JobMeters meters = new JobMeters(registry, tags.and("routeId", routeId), figures);
        try {
            meters.register();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The meters of {} cannot be registered in {}. Jobs run without them.",
                    routeId.isEmpty() ? "producers" : "route " + routeId,
                    registry.getClass().getSimpleName(),
                    e);
            meters.remove();
        }
        return meters::remove;
    }

    @Override
    public WaitTimes waits(IntSupplier waiting, IntSupplier jobs) {
        WaitMeters meters = new WaitMeters(registry, tags);
        try {
            meters.register(waiting, jobs);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The meters of iot-jobs:await cannot be registered in {}. Routes wait without them.",
                    registry.getClass().getSimpleName(),
                    e);
            meters.close();
            return WaitTimes.NONE;
        }
        return meters;
    }

    @Override
    public void close() {
        calls.remove();
    }
}
