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
 * The faults to inject. If several apply to one request, the first one that replaces the response is used; latency, a
 * missing date and a stale next execution add up.
 *
 * <p>A request that a fault refuses still counts in the {@link RequestLog}.
 */
public interface Faults {

    /** Adds a fault; it acts on requests that arrive from now on. */
    ActiveFault add(Fault fault);

    /** The active faults, in the order they were added. */
    List<ActiveFault> active();

    /** How long until a new job is queued on its things, by the emulator's clock; no delay unless set. */
    void delayNewJobs(Duration delay);

    /** How long until a canceled job's executions are canceled, by the emulator's clock; no delay unless set. */
    void delayCancellations(Duration delay);

    /** How long a deleted job is DELETION_IN_PROGRESS, by the emulator's clock; no time unless set. */
    void delayDeletions(Duration delay);

    /** How late executions time out, by the emulator's clock; on time unless set. AWS documents up to 60 s. */
    void delayTimeouts(Duration delay);

    /** Removes all faults and delays. Effects that are already delayed keep their time. */
    void clear();

    /** A fault that was added. Closing removes it, so it can be used in try-with-resources. */
    interface ActiveFault extends AutoCloseable {

        /** Unique, counted from 1. */
        long id();

        Fault fault();

        /** How many requests it has hit so far. */
        long hits();

        /** Removes it. A second call does nothing. */
        void remove();

        @Override
        default void close() {
            remove();
        }
    }
}
