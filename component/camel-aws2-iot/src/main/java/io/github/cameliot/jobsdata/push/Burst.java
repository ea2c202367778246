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
package io.github.cameliot.jobsdata.push;

import java.util.concurrent.TimeUnit;

/**
 * Notices when notifications come so fast that the broker may have dropped some. AWS sends at most 100 messages a second
 * to a connection, and does not promise to keep what exceeds that (AWS IoT Core quotas, "outbound publish requests per
 * second per connection"). What was lost is then found by one poll of each thing, after the burst, or every minute while it
 * lasts. Times are nanoseconds of a monotonic clock.
 */
final class Burst {

    /** Less than the quota, because time passes between the broker and here. */
    static final int MOST_PER_SECOND = 80;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    /** When the last notifications came, in a ring. */
    private final long[] times = new long[MOST_PER_SECOND];

    private long count;
    private boolean is;
    private long began;
    private long last;

    synchronized void received(long now) {
        times[(int) (count++ % MOST_PER_SECOND)] = now;
        long oldest = times[(int) (count % MOST_PER_SECOND)];
        if (count >= MOST_PER_SECOND && now - oldest < SECOND) {
            if (!is) {
                began = now;
            }
            is = true;
            last = now;
        }
    }

    /** Whether notifications may be lost, which is said once for each burst. */
    synchronized boolean isOver(long now) {
        if (!is || (now - last < QUIET && now - began < LONGEST)) {
            return false;
        }
        is = false;
        return true;
    }
}
