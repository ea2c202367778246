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
 * How long to wait before a thing is polled again: {@code delay} at first and after a job, doubled after each poll
 * without a job, up to {@code maxDelay}. Each pause is up to a fifth shorter or longer, to spread the polls of a fleet.
 *
 * @param delay more than zero
 * @param maxDelay not less than delay
 */
public record PollBackoff(Duration delay, Duration maxDelay) {

    private static final double JITTER = 0.2;

    /**
     * The pause after a poll without a job.
     *
     * @param times how many polls in a row had no job, including this one; from 1
     * @param random from 0 to 1
     */
    public Duration afterNothing(int times, double random) {
        int doublings = Math.min(times - 1, 30);
        long grown = Math.min(maxDelay.toMillis(), delay.toMillis() << doublings);
        return jittered(Duration.ofMillis(grown < 0 ? maxDelay.toMillis() : grown), random);
    }

    /** The pause for a thing whose job was released: the longest one. */
    public Duration afterRelease(double random) {
        return jittered(maxDelay, random);
    }

    /** When the {@code index}-th of {@code count} things is polled first: the first polls are spread over one delay. */
    public Duration first(int index, int count) {
        return delay.multipliedBy(index).dividedBy(count);
    }

    static Duration jittered(Duration pause, double random) {
        return Duration.ofNanos((long) (pause.toNanos() * (1 - JITTER + 2 * JITTER * random)));
    }
}
