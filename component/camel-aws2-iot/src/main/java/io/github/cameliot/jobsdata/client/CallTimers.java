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

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The timers by which the SDK ends calls that take too long. The SDK's own executor keeps the timer of each call until
 * its time limit has passed, although the call has long returned, and then wakes a thread for it. Here a timer is
 * removed when its call returns, and no thread is woken.
 */
final class CallTimers implements SdkAutoCloseable {

    /** One more than needed: if it takes long to end one call, the others are not late. */
    private static final int THREADS = 2;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(THREADS, run -> {
        Thread thread = new Thread(run, "iot-jobs-call-timers");
        thread.setDaemon(true);
        return thread;
    });

    CallTimers() {
        executor.setRemoveOnCancelPolicy(true);
        // A new timer that is due before all others wakes a thread. This one is due before those of the calls.
        executor.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS);
    }

    ScheduledThreadPoolExecutor executor() {
        return executor;
    }

    /** No call is started any more; calls in progress keep their timers. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
