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
package io.github.cameliot.jobsdata.lease;

import java.time.Duration;

/**
 * When a claim must be renewed, and when it expires: arithmetic over a monotonic clock in nanoseconds. The time counts
 * from when the last acknowledged write was <em>sent</em>, which is never later than the time from which the service
 * counts.
 *
 * @param length how long other workers respect the claim
 * @param renewedAt when this write was sent
 */
public record Lease(Duration length, long renewedAt) {

    /** How long before other workers may take over this worker stops: the route must know about it first. */
    public static final Duration SAFETY = Duration.ofSeconds(5);

    /** How long other workers wait beyond the lease: for two roundings to whole seconds, plus one second. */
    public static final Duration MARGIN = Duration.ofSeconds(3);

    /** The shortest heartbeat interval: each heartbeat is a write, and AWS allows only few writes. */
    public static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);

    private static final long SAFETY_NANOS = SAFETY.toNanos();

    public Lease renewed(long sentAt) {
        return new Lease(length, sentAt);
    }

    // Both are checked several times a second for each session: arithmetic with Duration would cost more than the check
    // itself.

    /** The next heartbeat, if no other interval is set: a third of the lease after the last acknowledged write. */
    public boolean isHeartbeatDue(long now) {
        return isHeartbeatDue(now, length.toNanos() / 3);
    }

    /** @param every nanoseconds after the last acknowledged write */
    public boolean isHeartbeatDue(long now, long every) {
        return now - renewedAt >= every;
    }

    /**
     * Whether a claim can be kept alive with this interval: at most one call a second, and after a failed call there is
     * time for another.
     */
    public static boolean isHeartbeatPossible(Duration every, Duration length) {
        return every.compareTo(SHORTEST_HEARTBEAT) >= 0 && every.compareTo(length.minus(every)) < 0;
    }

    /** How long the claim is still certain; zero or less if it has expired. */
    public Duration left(long now) {
        return length.minus(SAFETY).minusNanos(now - renewedAt);
    }

    /** How much of it has passed. */
    public Lapse lapse(long now) {
        Duration age = Duration.ofNanos(now - renewedAt);
        return new Lapse(age, (double) age.toNanos() / length.toNanos());
    }

    /** Whether the claim is not certain any more. */
    public boolean isOver(long now) {
        return now - renewedAt >= length.toNanos() - SAFETY_NANOS;
    }
}
