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

/**
 * A number of calls a second, evenly and without bursts: arithmetic over a monotonic clock in nanoseconds. Not
 * thread-safe.
 */
final class Pace {

    private final long interval;
    private long freeAt;

    /** @param perSecond more than zero */
    Pace(int perSecond, long now) {
        this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.freeAt = now;
    }

    /** The time until a call may be made; zero or less for now. */
    long untilFree(long now) {
        return freeAt - now;
    }

    /** Takes the call that may be made now. */
    void take(long now) {
        freeAt = (freeAt - now > 0 ? freeAt : now) + interval;
    }

    /** No call may be made for that long. */
    void hold(long now, Duration pause) {
        long until = now + pause.toNanos();
        freeAt = until - freeAt > 0 ? until : freeAt;
    }
}
