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
import java.util.function.IntSupplier;
import org.apache.camel.CamelContext;

/** The meters of one component. Without Micrometer, or without a registry, nothing is measured. */
public interface Metrics {

    /** Measures nothing. */
    Metrics NONE = new Metrics() {

        @Override
        public CallObserver calls() {
            return null;
        }

        @Override
        public Runnable register(String routeId, Figures figures) {
            return () -> {};
        }

        @Override
        public WaitTimes waits(IntSupplier waiting, IntSupplier jobs) {
            return WaitTimes.NONE;
        }

        @Override
        public void close() {}
    };

    /** The meters in the registry of this context. */
    static Metrics of(CamelContext context) {
        return MicrometerPresence.isPresent() ? MicrometerMetrics.of(context) : NONE;
    }

    /** Measures calls; null where nothing is measured. */
    CallObserver calls();

    /**
     * Registers the meters of one consumer, or of all producers.
     *
     * @param routeId empty for producers
     * @return removes the meters. Keep it until then: the registry has only a weak reference to the figures
     */
    Runnable register(String routeId, Figures figures);

    /**
     * Registers the meters of waits for jobs.
     *
     * @param waiting how many exchanges wait
     * @param jobs for how many jobs
     */
    WaitTimes waits(IntSupplier waiting, IntSupplier jobs);

    /** Removes the meters of calls. */
    void close();
}
