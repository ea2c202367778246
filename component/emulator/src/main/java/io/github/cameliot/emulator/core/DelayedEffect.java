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
package io.github.cameliot.emulator.core;

import java.time.Instant;
import java.util.Set;

/**
 * An effect on the executions of a job that comes later, because a delay was set. It is data, not a closure, so that it
 * can be saved.
 *
 * @param kind what happens
 * @param at when
 * @param force for {@link Kind#CANCEL}: also the executions in progress
 * @param things for {@link Kind#ROLL_OUT}: the things that get the job; else empty
 */
record DelayedEffect(Kind kind, Instant at, boolean force, Set<ThingState> things) {

    /** What happens. */
    enum Kind {
        ROLL_OUT,
        CANCEL,
        DELETE
    }
}
