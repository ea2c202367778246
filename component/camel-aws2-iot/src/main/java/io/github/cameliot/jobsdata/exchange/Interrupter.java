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
package io.github.cameliot.jobsdata.exchange;

import io.github.cameliot.jobsdata.session.JobSession;

/**
 * Interrupts the current thread when the session is lost, while the thread is inside the route. Other threads of an
 * asynchronous route are not interrupted.
 */
public final class Interrupter implements AutoCloseable {

    /** Interrupts nothing. */
    public static final Interrupter NONE = new Interrupter(null);

    private final Thread thread;
    private boolean inRoute;
    private boolean interrupted;

    private Interrupter(Thread thread) {
        this.thread = thread;
        this.inRoute = thread != null;
    }

    public static Interrupter of(JobSession session) {
        Interrupter interrupter = new Interrupter(Thread.currentThread());
        session.onLost(
                loss -> interrupter.interrupt()); // each listener runs on a thread of its own, so this one runs in time
        return interrupter;
    }

    private synchronized void interrupt() {
        // The thread that noticed the loss inside the route already has an exception.
        if (inRoute && thread != Thread.currentThread()) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /**
     * The route has ended, possibly on another thread: nothing is interrupted from now on. When the thread itself has
     * left the route, an interrupt that came too late is cleared, so that it does not hit the next job.
     */
    @Override
    public void close() {
        if (thread != null) {
            leaveRoute();
        }
    }

    private synchronized void leaveRoute() {
        inRoute = false;
        if (interrupted && thread == Thread.currentThread()) {
            interrupted = false;
            Thread.interrupted();
        }
    }
}
