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
 * The jobs that somebody waits for. One lock guards them all: it is held for arithmetic, never for a call.
 *
 * @param <J> what the service says a job is
 */
public final class JobWatches<J> {

    /**
     * A job of one client: another may be of another account.
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
     * Begins to wait.
     *
     * @param call looks at the job; of those who wait for the same key the first one's is made
     * @param observer may be told before this returns
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

    /** How many jobs are waited for. */
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
