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

import io.github.cameliot.jobsdata.claim.ClaimResult;

/** One thing of a {@link PollSchedule}, and what is known of it. Guarded by the schedule's lock. */
final class PolledThing {

    final String name;

    /** When it is polled next, nanoseconds on the monotonic clock; only while it waits in {@link DueThings}. */
    long dueAt;

    /** Things that are due at the same time are polled in this order. */
    long order;

    /** Whether it waits in {@link DueThings}; else it is polled right now, or has a job. */
    boolean waiting;

    /** A job of it was just finished, so that another one is likely. */
    boolean expectMore;

    /** To be polled at once when what it is busy with is over. */
    boolean pollAgain;

    /** Not listed any more: forgotten when what it is busy with is over. */
    boolean removed;

    /** How often in a row nothing came. */
    int nothing;

    /** How often in a row a poll failed. */
    int failures;

    /** With what the last poll failed, once users were told; null while it does not. */
    RuntimeException failure;

    /** Who holds its next execution; null when nobody else does. */
    ClaimResult.Blocked blocked;

    PolledThing(String name) {
        this.name = name;
    }
}
