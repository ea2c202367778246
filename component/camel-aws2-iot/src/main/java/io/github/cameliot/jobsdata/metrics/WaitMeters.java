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

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of waits for jobs. No tag names a job: a timer for each verdict is all there is. */
final class WaitMeters implements WaitTimes {

    private static final Logger LOG = LoggerFactory.getLogger(WaitMeters.class);

    private static final String NAME = "camel.iot.jobs.await";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Collection<Meter> gauges = new ConcurrentLinkedQueue<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    WaitMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    void register(IntSupplier waiting, IntSupplier jobs) {
        gauge("waiting", "Exchanges that wait for a job", waiting);
        gauge("jobs", "Jobs that are waited for", jobs);
    }

    private void gauge(String name, String description, IntSupplier value) {
        gauges.add(Gauge.builder(NAME + "." + name, value::getAsInt)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    @Override
    public void ended(String verdict, long nanos) {
        try {
            JobMeters.record(timers.computeIfAbsent(verdict, this::timer), nanos);
        } catch (RuntimeException e) {
            LOG.debug("A wait that ended with {} was not recorded", verdict, e); // whatever a user's registry does
        }
    }

    private Timer timer(String verdict) {
        return Timer.builder(NAME)
                .description("How long routes waited for a job")
                .tags(tags.and("verdict", verdict))
                .register(registry);
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
        timers.values().forEach(registry::remove);
    }
}
