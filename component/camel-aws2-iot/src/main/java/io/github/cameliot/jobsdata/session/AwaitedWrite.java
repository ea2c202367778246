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
package io.github.cameliot.jobsdata.session;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.rate.WriteBackoff;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A write that a route waits for. A session makes single attempts, because it must see the result of each; so it is
 * this class, and not the SDK, that tries a throttled or failed call again. Without it, one throttled progress update
 * would make a job fail that the same call of the SDK would have survived.
 */
final class AwaitedWrite {

    private static final Logger LOG = LoggerFactory.getLogger(AwaitedWrite.class);

    private AwaitedWrite() {}

    /**
     * Makes the write, with a pause of at most a second before the second and the third attempt.
     *
     * @param attempts how many there are at most
     * @param write gets the number of the attempt, from 1. It throws a {@link JobsCallException} if the service does
     *     not accept it, and holds no lock afterwards
     * @throws JobsCallException that of the last attempt
     */
    static <T> T make(int attempts, IntFunction<T> write) {
        for (int attempt = 1; ; attempt++) {
            try {
                return write.apply(attempt);
            } catch (JobsCallException e) {
                if (attempt >= attempts || !mayPass(e) || !paused(attempt)) {
                    throw e;
                }
                LOG.debug("Attempt {} of {} failed; the next one follows: {}", attempt, attempts, e.getMessage());
            }
        }
    }

    /** Throttled, a server error, or no usable response: the next attempt may succeed. */
    private static boolean mayPass(JobsCallException e) {
        int status = e.statusCode();
        return status == 429 || status >= 500 || status == 200 || (status == 0 && !e.isClientClosed());
    }

    /** False if the thread was interrupted: its route is to end. */
    private static boolean paused(int failures) {
        try {
            Thread.sleep(
                    WriteBackoff.after(failures, ThreadLocalRandom.current().nextDouble())
                            .toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
