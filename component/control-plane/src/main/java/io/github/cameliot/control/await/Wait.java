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

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One wait for one job. It ends once, by {@link #end()}.
 *
 * @param <J> the type of a job in the responses
 */
public final class Wait<J> {

    /** How long before the timeout the last read comes, so that its result is recent at the timeout. */
    static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final JobWatches<J> watches;
    private final JobWatch<J> watch;
    private final WaitTerms terms;
    private final Observer<J> observer;
    private final long deadline;
    private Timer.Planned timeout;
    // Guarded by the lock of the watches.
    private long lookAt;
    private int unchanged;
    private boolean ended;
    private boolean satisfied;
    private Runnable afterEnd = () -> {};

    Wait(JobWatches<J> watches, JobWatch<J> watch, WaitTerms terms, Observer<J> observer) {
        this.watches = watches;
        this.watch = watch;
        this.terms = terms;
        this.observer = observer;
        this.lookAt = watches.timer().now();
        this.deadline = lookAt + terms.timeout().toNanos();
    }

    void begin() {
        timeout = watches.timer().after(terms.timeout(), () -> observer.timedOut(this));
    }

    Observer<J> observer() {
        return observer;
    }

    long lookAt() {
        return lookAt;
    }

    /** When the job is read again. */
    void planNext(long now, boolean changed) {
        unchanged = changed ? 1 : Math.min(unchanged + 1, 1_000);
        double random = ThreadLocalRandom.current().nextDouble();
        long next = now + terms.backoff().afterNothing(unchanged, random).toNanos();
        long last = deadline - LAST_LOOK.toNanos();
        lookAt = next - last > 0 && last - now > 0 ? last : next;
    }

    /** No more reads are needed; the timeout still applies. */
    public void stopLooking() {
        watches.locked(() -> {
            satisfied = true;
            return watch.leave(this);
        });
    }

    /**
     * Ends it.
     *
     * @return false if it has ended before
     */
    public boolean end() {
        boolean first = watches.locked(() -> {
            boolean was = ended;
            ended = true;
            return !was;
        });
        if (first) {
            timeout.cancel();
            stopLooking();
            watches.locked(() -> afterEnd).run();
        }
        return first;
    }

    /** Runs this action when the wait has ended, or now if it has. */
    public void whenEnded(Runnable action) {
        boolean already = watches.locked(() -> {
            afterEnd = action;
            return ended;
        });
        if (already) {
            action.run();
        }
    }

    public boolean hasEnded() {
        return watches.locked(() -> ended);
    }

    /** Whether it still needs reads. */
    boolean isOpen() {
        return !ended && !satisfied;
    }
}
