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
package io.github.cameliot.control.await;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The jobs that are awaited. One lock guards them all; it is never held during a call.
 *
 * @param <J> the type of a job in the responses
 */
public final class JobWatches<J> {

    /**
     * A job of one client: another client may use another account.
     *
     * @param client compared by identity
     */
    public record Key(Object client, String jobId) {

        @Override
        public boolean equals(Object o) {
            return o instanceof Key other && client == other.client && jobId.equals(other.jobId);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(client) + jobId.hashCode();
        }
    }

    private final Timer timer;
    private final Map<Key, JobWatch<J>> watches = new HashMap<>();

    public JobWatches(Timer timer) {
        this.timer = timer;
    }

    /**
     * Starts a wait.
     *
     * @param call reads the job; of several waits for the same key, the call of the first one is used
     * @param observer may be called before this method returns
     */
    public Wait<J> join(Key key, Account account, Supplier<J> call, WaitTerms terms, Observer<J> observer) {
        return locked(() -> {
            JobWatch<J> watch = watches.computeIfAbsent(key, k -> new JobWatch<>(this, k, account, call));
            Wait<J> wait = new Wait<>(this, watch, terms, observer);
            wait.begin();
            watch.join(wait);
            return wait;
        });
    }

    /** How many jobs are being awaited. */
    public int size() {
        return locked(watches::size);
    }

    Timer timer() {
        return timer;
    }

    <T> T locked(Supplier<T> step) {
        synchronized (watches) {
            return step.get();
        }
    }

    void forget(Key key, JobWatch<J> watch) {
        watches.remove(key, watch);
    }
}
