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
 * One thing of a {@link PollSchedule}, and what is known about it. Guarded by the lock of the schedule. There is one
 * object for each thing of a fleet, so values that are rarely known have no field here.
 */
final class PolledThing {

    /** The {@link #place} of a thing that is being polled. */
    static final int NOWHERE = -1;

    /** The {@link #place} of a thing that has a job, which runs or whose report is not accepted yet. */
    static final int WITH_JOB = -2;

    final String name;

    /**
     * In nanoseconds of the monotonic clock: while it waits in {@link DueThings}, when it is polled next; while it is
     * polled, when that poll began.
     */
    long dueAt;

    /** The order of things that are due at the same time. */
    long order;

    /** Its position in {@link DueThings} while it waits; else {@link #NOWHERE} or {@link #WITH_JOB}. */
    int place = NOWHERE;

    /** How often it is listed; at zero it is dropped when its current poll or job has ended. */
    int listed;

    /**
     * How many polls in a row had no job. After a notification it counts from {@link PollSchedule#NOTIFIED}, so that the
     * first polls are told from those of a thing that has been idle.
     */
    int nothing;

    /** How often in a row it was polled at once without a job. */
    byte atOnce;

    /** A job of it has just finished, so another one is likely. */
    boolean expectMore;

    /** To be polled at once when its current poll or job has ended. */
    boolean pollAgain;

    /** The last poll failed. */
    boolean failed;

    PolledThing(String name) {
        this.name = name;
    }

    boolean isWaiting() {
        return place >= 0;
    }

    /** Whether it waits or is being polled, and its last poll did not fail. */
    boolean isWorking() {
        return isListed() && !failed && place != WITH_JOB;
    }

    boolean isListed() {
        return listed > 0;
    }
}
