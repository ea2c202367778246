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
package io.github.cameliot.control.await;

import java.time.Duration;

/** A monotonic clock, and actions that run later. */
public interface Timer extends AutoCloseable {

    /** A planned action, until it runs. */
    interface Planned {

        /** The action does not run any more, unless it has started. */
        void cancel();
    }

    /** Nanoseconds; only differences are meaningful. */
    long now();

    /**
     * Runs an action after a pause, on a thread that all waits share: the action must not block.
     *
     * @param pause zero or less for as soon as possible
     */
    Planned after(Duration pause, Runnable action);

    /** From now on no action runs. */
    @Override
    void close();
}
