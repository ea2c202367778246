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
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The service's time of day: the time in a response, plus the time that has passed since on the monotonic clock. A
 * deadline for other workers is based on the clock that they use too, not on the clock of this machine, which may be
 * wrong.
 */
public final class ServiceTime {

    private final Instant shown;
    private final LongSupplier clock;
    private final long shownAt;

    /**
     * @param shown the {@code Date} of a response that has just come; if empty, the time of this machine is used
     * @param clock monotonic, nanoseconds
     */
    public ServiceTime(Optional<Instant> shown, LongSupplier clock) {
        this.shown = shown.orElseGet(Instant::now);
        this.clock = clock;
        this.shownAt = clock.getAsLong();
    }

    public Instant now() {
        return shown.plus(Duration.ofNanos(clock.getAsLong() - shownAt));
    }
}
