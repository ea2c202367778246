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
import io.github.cameliot.jobsdata.client.CallResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One timer for each operation and result that has occurred. Looking one up allocates nothing. */
final class CallTimers implements CallObserver {

    private static final Logger LOG = LoggerFactory.getLogger(CallTimers.class);

    private static final int RESULTS = CallResult.values().length;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<String, AtomicReferenceArray<Timer>> timers = new ConcurrentHashMap<>();

    CallTimers(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    @Override
    public void called(String operation, CallResult result, long nanos) {
        try {
            timer(operation, result).record(nanos, TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            LOG.debug(
                    "A call of {} was not recorded",
                    operation,
                    e); // a registry of the user may throw: the call counts all the same
        }
    }

    private Timer timer(String operation, CallResult result) {
        AtomicReferenceArray<Timer> ofOperation = timers.get(operation);
        if (ofOperation == null) {
            ofOperation = timers.computeIfAbsent(operation, o -> new AtomicReferenceArray<>(RESULTS));
        }
        Timer timer = ofOperation.get(result.ordinal());
        if (timer == null) {
            timer = register(operation, result);
            ofOperation.set(result.ordinal(), timer); // the registry returns the same timer to all threads
        }
        return timer;
    }

    private Timer register(String operation, CallResult result) {
        return Timer.builder("camel.iot.jobs.calls")
                .description("Calls to AWS IoT Jobs, the SDK's retries included")
                .tags(tags.and("operation", operation, "result", result.name()))
                .register(registry);
    }

    void remove() {
        for (AtomicReferenceArray<Timer> ofOperation : timers.values()) {
            for (int i = 0; i < RESULTS; i++) {
                Timer timer = ofOperation.getAndSet(i, null);
                if (timer != null) {
                    registry.remove(timer);
                }
            }
        }
    }
}
