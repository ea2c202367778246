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
package io.github.cameliot.emulator;

import java.time.Duration;
import java.util.List;

/**
 * What goes wrong on purpose. Several faults may meet one request: the first that takes the place of the answer wins;
 * latency, a missing date and a stale next add up.
 *
 * <p>A request that is refused by a fault counts in the {@link RequestLog} all the same.
 */
public interface Faults {

    /** Adds a fault; it acts on requests that arrive from now on. */
    ActiveFault add(Fault fault);

    /** Those that act now, in the order they were added. */
    List<ActiveFault> active();

    /** How long a new job takes to reach its things, by the emulator's clock; at once unless set. */
    void delayNewJobs(Duration delay);

    /** How long a job's cancellation takes to reach its executions, by the emulator's clock; at once unless set. */
    void delayCancellations(Duration delay);

    /** How late executions time out, by the emulator's clock; on time unless set. AWS documents up to 60 s. */
    void delayTimeouts(Duration delay);

    /** Ends all faults and delays; what is delayed already comes when it was due. */
    void clear();

    /** A fault in the plan. Closing removes it, so that try-with-resources bounds it. */
    interface ActiveFault extends AutoCloseable {

        /** Tells this one from others, counted from 1. */
        long id();

        Fault fault();

        /** How many requests it has hit so far. */
        long hits();

        /** Takes it out of the plan; once more does nothing. */
        void remove();

        @Override
        default void close() {
            remove();
        }
    }
}
