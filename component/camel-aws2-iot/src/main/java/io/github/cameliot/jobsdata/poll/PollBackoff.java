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

import java.time.Duration;

/**
 * How long to wait before a thing is polled again: {@code delay} after a job or at first, doubled for each time that
 * nothing came, {@code maxDelay} at most; each pause up to a fifth shorter or longer, so that the polls of a
 * fleet spread.
 *
 * @param delay more than zero
 * @param maxDelay not less than delay
 */
public record PollBackoff(Duration delay, Duration maxDelay) {

    private static final double JITTER = 0.2;

    /**
     * The pause after nothing came.
     *
     * @param times how often in a row nothing came, this time included; from 1
     * @param random from 0 to 1
     */
    public Duration afterNothing(int times, double random) {
        int doublings = Math.min(times - 1, 30);
        long grown = Math.min(maxDelay.toMillis(), delay.toMillis() << doublings);
        return jittered(Duration.ofMillis(grown < 0 ? maxDelay.toMillis() : grown), random);
    }

    /** The pause of a thing whose job was released: the longest. */
    public Duration afterRelease(double random) {
        return jittered(maxDelay, random);
    }

    /** When the {@code index}-th of {@code count} things is polled first: they are spread over one delay. */
    public Duration first(int index, int count) {
        return delay.multipliedBy(index).dividedBy(count);
    }

    private static Duration jittered(Duration pause, double random) {
        return Duration.ofNanos((long) (pause.toNanos() * (1 - JITTER + 2 * JITTER * random)));
    }
}
