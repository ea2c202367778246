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
package io.github.cameliot.routes.workflow.handler;

import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether a download may continue: its thread is not interrupted, its time is not over, its job is not lost. */
final class Liveness {

    private final JobSession session;
    private final Duration timeout;
    private final long endsAt;

    /** @param session null outside of a job */
    Liveness(JobSession session, Duration timeout) {
        this.session = session;
        this.timeout = timeout;
        this.endsAt = System.nanoTime() + timeout.toNanos();
    }

    /** @throws DownloadFailedException when the time is over, or the job is no longer ours */
    void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the download was interrupted");
        }
        if (System.nanoTime() - endsAt >= 0) {
            throw new DownloadFailedException("it did not finish within " + timeout.toSeconds()
                    + " s (option timeout). The bytes that have arrived are kept, and the next run continues");
        }
        if (session != null && session.isLost()) {
            throw new DownloadFailedException("its job is lost, "
                    + session.loss().map(Object::toString).orElse("it has ended")
                    + ". The bytes that have arrived are kept");
        }
    }

    /** As long as that, but no longer than all of it may take; at least a millisecond. */
    Duration bound(Duration wait) {
        Duration left = Duration.ofNanos(endsAt - System.nanoTime());
        Duration bounded = left.compareTo(wait) < 0 ? left : wait;
        return bounded.toMillis() < 1 ? Duration.ofMillis(1) : bounded;
    }

    void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(bound(time).toMillis());
    }
}
