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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Makes the calls of all waits in one account and region: at most the allowed number a second, in the order in which
 * they became due. A call that hangs blocks only its own thread. Calls have a time limit, so there are never more
 * threads than calls that may be made within it.
 */
public final class PacedCalls {

    private static final Duration THREADLESS = Duration.ofSeconds(1);

    /** A call that may become unnecessary while it waits. */
    public interface Call {

        boolean isWanted();

        /** Makes the call, on a thread that it may block. */
        void make();
    }

    private final Timer timer;
    private final Executor threads;
    // All members below are guarded by this.
    private final Pace pace;
    private final Deque<Call> due = new ArrayDeque<>();
    private Timer.Planned next;

    /**
     * @param threads creates a thread for each call that needs one
     * @param perSecond more than zero
     */
    public PacedCalls(Timer timer, Executor threads, int perSecond) {
        this.timer = timer;
        this.threads = threads;
        this.pace = new Pace(perSecond, timer.now());
    }

    /** Makes a call as soon as the calls before it are made and the rate allows it. */
    public void submit(Call call) {
        synchronized (this) {
            due.add(call);
        }
        go();
    }

    /** Makes no calls for that long: the service has throttled them. */
    public synchronized void hold(Duration pause) {
        pace.hold(timer.now(), pause);
    }

    /** Drops the calls that are not needed any more. */
    public void recheck() {
        synchronized (this) {
            due.removeIf(call -> !call.isWanted());
        }
        go();
    }

    private void woken() {
        synchronized (this) {
            next = null;
        }
        go();
    }

    private void go() {
        List<Call> free = new ArrayList<>();
        synchronized (this) {
            while (!due.isEmpty()) {
                if (!due.peek().isWanted()) {
                    due.remove();
                    continue;
                }
                long pause = pace.untilFree(timer.now());
                if (pause > 0) {
                    wakeAfter(Duration.ofNanos(pause));
                    break;
                }
                pace.take(timer.now());
                free.add(due.remove());
            }
            if (due.isEmpty() && next != null) {
                next.cancel();
                next = null;
            }
        }
        free.forEach(this::start);
    }

    private void wakeAfter(Duration pause) {
        if (next == null) {
            next = timer.after(pause, this::woken);
        }
    }

    private void start(Call call) {
        try {
            threads.execute(call::make);
        } catch (RejectedExecutionException e) {
            // shut down: no wait is left
        } catch (RuntimeException | Error e) {
            synchronized (this) { // no thread could be created
                pace.hold(timer.now(), THREADLESS);
                due.addFirst(call);
                wakeAfter(THREADLESS);
            }
        }
    }
}
