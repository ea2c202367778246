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
package io.github.cameliot.jobsdata.rate;

import java.time.Duration;

/**
 * A number of requests a second, of which a tenth may be sent at once: arithmetic over a monotonic clock in
 * nanoseconds. Not thread-safe.
 */
final class Budget {

    private final long interval;
    private final long tolerance;
    private long paidUntil;

    Budget(int perSecond, long now) {
        this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.tolerance = Math.max(0, Duration.ofMillis(100).toNanos() - interval);
        this.paidUntil = now;
    }

    /** The time until a request may be sent; zero or less for now. */
    long untilFree(long now) {
        return paidUntil - tolerance - now;
    }

    /** Takes one. */
    void take(long now) {
        paidUntil = (paidUntil - now > 0 ? paidUntil : now) + interval;
    }
}
