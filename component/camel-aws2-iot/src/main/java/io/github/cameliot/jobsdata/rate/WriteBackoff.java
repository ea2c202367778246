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
 * How long to wait before a write is retried: half a second, doubled each time up to half a minute; half of the wait is
 * random.
 */
public final class WriteBackoff {

    public static final Duration FIRST = Duration.ofMillis(500);
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private WriteBackoff() {}

    /**
     * @param failures how often in a row it has failed, from 1
     * @param random from 0 to 1
     */
    public static Duration after(int failures, double random) {
        long full = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures - 1, 20));
        return Duration.ofNanos((long) (Duration.ofMillis(full).toNanos() * (0.5 + random / 2)));
    }
}
