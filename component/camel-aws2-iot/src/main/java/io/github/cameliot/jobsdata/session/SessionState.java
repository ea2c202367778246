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

import io.github.cameliot.jobsdata.outcome.Outcome;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State, loss and outcome of a session under one monitor, which is never held during a call or while a listener runs. A
 * method that changes the state returns whether it did, so that only one of several threads continues.
 */
final class SessionState {

    private static final Logger LOG = LoggerFactory.getLogger(SessionState.class);

    /**
     * A listener, linked by {@link #next} to the listeners added after it: this needs fewer objects than a list, and
     * most sessions have one listener.
     */
    private static final class Listener implements Runnable {

        private final Executor executor;
        private final Runnable told;
        private Listener next;

        Listener(Executor executor, Runnable told) {
            this.executor = executor;
            this.told = told;
        }

        @Override
        public void run() {
            try {
                told.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A listener of a job session failed; the other listeners are still called.", e);
            }
        }
    }

    private volatile State state = State.OPEN;
    private volatile Loss loss;
    private volatile Outcome outcome;
    private volatile String end;
    private long outcomeAt; // written and read together with the state, which is volatile
    private Listener lossListeners;
    private Listener endListeners;

    State get() {
        return state;
    }

    /** Why the execution is lost, or why its route must stop; null while neither is the case. */
    Loss loss() {
        return loss;
    }

    /** The outcome that is being reported; null if there is none. */
    Outcome outcome() {
        return outcome;
    }

    /** When the outcome was set, if there is one. */
    long outcomeAt() {
        return outcomeAt;
    }

    /** How it came to its final state, as text for people. */
    String end() {
        return end;
    }

    /**
     * From OPEN to REPORTING.
     *
     * @param told why the route must stop although it has not ended; null if it has ended
     * @param now on the monotonic clock
     */
    synchronized boolean report(Outcome result, Loss told, long now) {
        if (state != State.OPEN) {
            return false;
        }
        outcome = result;
        outcomeAt = now;
        if (told != null) {
            loss = told;
        }
        state = State.REPORTING;
        return true;
    }

    /** Back to OPEN: the report made by the route was not accepted, and the route decides what to do next. */
    synchronized void reopen() {
        if (state == State.REPORTING) {
            outcome = null;
            state = State.OPEN;
        }
    }

    /** To a final state. */
    synchronized boolean end(State to, String how) {
        if (state.isFinal()) {
            return false;
        }
        end = how;
        state = to;
        return true;
    }

    /** Changes the state to LOST. The loss is set before the state, so that a reader of LOST sees its cause. */
    synchronized boolean lose(Loss why) {
        if (state.isFinal()) {
            return false;
        }
        loss = why;
        end = why.toString();
        state = State.LOST;
        return true;
    }

    void onLoss(Consumer<Loss> listener, Executor executor) {
        Listener mine = new Listener(executor, () -> listener.accept(loss));
        synchronized (this) {
            if (loss == null) {
                lossListeners = append(lossListeners, mine);
                return;
            }
        }
        start(mine);
    }

    void onEnd(Runnable listener, Executor executor) {
        Listener mine = new Listener(executor, listener);
        synchronized (this) {
            if (!state.isFinal()) {
                endListeners = append(endListeners, mine);
                return;
            }
        }
        start(mine);
    }

    /** Starts the listeners of the events that have happened, each once. */
    void tell() {
        Listener losses = null;
        Listener ends = null;
        synchronized (this) {
            if (loss != null) {
                losses = lossListeners;
                lossListeners = null;
            }
            if (state.isFinal()) {
                ends = endListeners;
                endListeners = null;
            }
        }
        for (Listener each = losses; each != null; each = each.next) {
            start(each);
        }
        for (Listener each = ends; each != null; each = each.next) {
            start(each);
        }
    }

    private static Listener append(Listener first, Listener one) {
        if (first == null) {
            return one;
        }
        Listener last = first;
        while (last.next != null) {
            last = last.next;
        }
        last.next = one;
        return first;
    }

    private static void start(Listener listener) {
        try {
            listener.executor.execute(listener);
        } catch (RejectedExecutionException e) {
            listener.run(); // the worker and its threads have stopped
        } catch (RuntimeException | Error e) {
            LOG.error("A listener of a job session could not be run; the other listeners are still called.", e);
        }
    }
}
