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
package io.github.cameliot.jobsdata.claim;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * The worker that claims, and the settings of its claims.
 *
 * @param workerId as written in claim markers
 * @param explicit whether the user has set it, and so guarantees that only one process at a time uses it
 * @param processId this process
 * @param lease how long a claim is valid after its last update
 * @param maxAttempts how often an execution may be claimed before it is reported FAILED instead
 */
public record Worker(
        String workerId, boolean explicit, String processId, Duration lease, Resume resume, int maxAttempts) {

    /** The shortest lease: heartbeats at every third of it must survive a slow call. */
    public static final Duration SHORTEST_LEASE = Duration.ofSeconds(15);

    /** Seeded with a value that no other process has; the values that follow need not be secret. */
    private static final SplittableRandom RANDOM = new SplittableRandom(new SecureRandom().nextLong());

    /** The id of this process, as long as it lives. */
    public static final String THIS_PROCESS = id(4);

    /** The marker of a new claim. */
    public ClaimMarker marker(int attempt) {
        return new ClaimMarker(workerId, processId, id(8), attempt, lease, ClaimMarker.State.run, null);
    }

    private static String id(int bytes) {
        long random;
        synchronized (RANDOM) {
            random = RANDOM.nextLong();
        }
        return HexFormat.of().toHexDigits(random, 2 * bytes);
    }
}
