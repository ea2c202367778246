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
 * When a claim must be renewed, and when it is over: arithmetic over a monotonic clock in nanoseconds.
 * Counted from when the last write that the service acknowledged was <em>sent</em>, which is never later than when the
 * service counts from.
 *
 * @param length how long others leave the claim alone
 * @param renewedAt when that write was sent
 */
public record Lease(Duration length, long renewedAt) {

    /** How long before others may take over we stop: the route must find out first. */
    public static final Duration SAFETY = Duration.ofSeconds(5);

    /** How long others wait beyond it: for two roundings to whole seconds, and one second on top. */
    public static final Duration MARGIN = Duration.ofSeconds(3);

    /** The shortest interval of heartbeats: each is a write, and the service's writes are scarce. */
    public static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);

    private static final long SAFETY_NANOS = SAFETY.toNanos();

    public Lease renewed(long sentAt) {
        return new Lease(length, sentAt);
    }

    // Both are looked at several times a second for each session: arithmetic of Duration would cost more than the look.

    /** The next heartbeat, if no other interval is given: a third of the lease after the last sign of life. */
    public boolean isHeartbeatDue(long now) {
        return isHeartbeatDue(now, length.toNanos() / 3);
    }

    /** @param every nanoseconds after the last sign of life */
    public boolean isHeartbeatDue(long now, long every) {
        return now - renewedAt >= every;
    }

    /** Whether a claim can be held so: no more than a call a second, and one that fails leaves time for another. */
    public static boolean isHeartbeatPossible(Duration every, Duration length) {
        return every.compareTo(SHORTEST_HEARTBEAT) >= 0 && every.multipliedBy(2).compareTo(length) < 0;
    }

    /** How long the claim can still be relied on; zero or less when it is over. */
    public Duration left(long now) {
        return length.minus(SAFETY).minusNanos(now - renewedAt);
    }

    /** How much of it is used up. */
    public Lapse lapse(long now) {
        Duration age = Duration.ofNanos(now - renewedAt);
        return new Lapse(age, (double) age.toNanos() / length.toNanos());
    }

    /** Whether the claim can no longer be relied on. */
    public boolean isOver(long now) {
        return now - renewedAt >= length.toNanos() - SAFETY_NANOS;
    }
}
