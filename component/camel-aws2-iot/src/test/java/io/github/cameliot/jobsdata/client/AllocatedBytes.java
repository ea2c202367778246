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
package io.github.cameliot.jobsdata.client;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Counts what the thread of a test allocates. */
public final class AllocatedBytes {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocatedBytes() {}

    /** The bytes of each call when all are compiled: the least of the medians of windows that take turns. */
    public static long[] of(Runnable... calls) {
        long[] least = new long[calls.length];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int window = 0; window < 6; window++) {
            for (int i = 0; i < calls.length; i++) {
                least[i] = Math.min(least[i], median(calls[i]));
            }
        }
        return least;
    }

    private static long median(Runnable call) {
        long thread = Thread.currentThread().getId();
        long[] bytes = new long[251];
        for (int i = 0; i < bytes.length; i++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            call.run();
            bytes[i] = THREADS.getThreadAllocatedBytes(thread) - before;
        }
        Arrays.sort(bytes);
        return bytes[bytes.length / 2];
    }
}
