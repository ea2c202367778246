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
package io.github.cameliot.jobsdata.poll;

import io.github.cameliot.jobsdata.session.JobSession;
import java.util.concurrent.Executor;

/** The run of one job, as counted by a {@link PollLoop}. Each method takes effect once. */
public final class JobRun {

    /** Runs on the calling thread: for work that neither blocks nor makes calls. */
    private static final Executor DIRECT = Runnable::run;

    private final SharedSchedule schedule;
    private final PolledThing thing;
    private final JobSession session;
    // Guarded by this.
    private boolean isBegun;
    private boolean isEnded;

    JobRun(SharedSchedule schedule, PolledThing thing, JobSession session) {
        this.schedule = schedule;
        this.thing = thing;
        this.session = session;
    }

    /** The job is counted elsewhere as running. */
    public void begun() {
        if (isFirstBegun()) {
            schedule.over(s -> s.permits().begun());
        }
    }

    /** The route has ended: another job may run now. */
    public void ended() {
        begun();
        if (isFirstEnded()) {
            schedule.changeByAnyThread(s -> s.permits().routeEnded());
            // While the service has not accepted the report, the thing is not polled: its job would be claimed again.
            session.onEnd(this::free, DIRECT);
        }
    }

    private void free() {
        schedule.changeByAnyThread(s -> s.finished(thing, session.state(), System.nanoTime()));
    }

    private synchronized boolean isFirstBegun() {
        boolean first = !isBegun;
        isBegun = true;
        return first;
    }

    private synchronized boolean isFirstEnded() {
        boolean first = !isEnded;
        isEnded = true;
        return first;
    }
}
