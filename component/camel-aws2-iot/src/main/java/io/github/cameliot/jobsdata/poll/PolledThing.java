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
package io.github.cameliot.jobsdata.poll;

/**
 * One thing of a {@link PollSchedule}, and what is known of it. Guarded by the schedule's lock. There is one for each thing
 * of a fleet: what is rarely known of a thing has no field here.
 */
final class PolledThing {

    /** The {@link #place} of a thing that does not wait. */
    static final int NOWHERE = -1;

    final String name;

    /** When it is polled next, nanoseconds on the monotonic clock; only while it waits in {@link DueThings}. */
    long dueAt;

    /** Things that are due at the same time are polled in this order. */
    long order;

    /** Where it waits in {@link DueThings}; {@link #NOWHERE} while it is polled, or has a job. */
    int place = NOWHERE;

    /** How often it is listed; at zero it is forgotten when what it is busy with is over. */
    int listed;

    /** How often in a row nothing came. */
    int nothing;

    /** How often in a row it was polled at once without a job. */
    byte atOnce;

    /** A job of it was just finished, so that another one is likely. */
    boolean expectMore;

    /** To be polled at once when what it is busy with is over. */
    boolean pollAgain;

    /** The last poll failed. */
    boolean failed;

    PolledThing(String name) {
        this.name = name;
    }

    boolean isWaiting() {
        return place != NOWHERE;
    }

    boolean isListed() {
        return listed > 0;
    }
}
