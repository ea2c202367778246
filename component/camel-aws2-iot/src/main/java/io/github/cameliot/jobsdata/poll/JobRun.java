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

/** The run of one job, as a {@link PollLoop} counts it. Each method does its work once. */
public final class JobRun {

    private final Runnable begun;
    private final Runnable ended;
    // Guarded by this.
    private boolean isBegun;
    private boolean isEnded;

    JobRun(Runnable begun, Runnable ended) {
        this.begun = begun;
        this.ended = ended;
    }

    /** The job is counted elsewhere as running. */
    public void begun() {
        if (isFirstBegun()) {
            begun.run();
        }
    }

    /** The route has ended: another job may run instead. */
    public void ended() {
        begun();
        if (isFirstEnded()) {
            ended.run();
        }
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
