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

/** How many jobs may run at once: a poll takes a permit, and a job that came of it keeps the permit until its route ends. */
final class Permits {

    private int free;
    private int claiming;
    private int running;

    Permits(int all) {
        free = all;
    }

    boolean isAnyFree() {
        return free > 0;
    }

    /** Polls on the way, and jobs whose route was not begun yet. */
    int claiming() {
        return claiming;
    }

    /** Jobs whose route runs. */
    int running() {
        return running;
    }

    /** A poll begins. */
    void take() {
        free--;
        claiming++;
    }

    /** A poll has come to an end without a job. */
    void nothingCame() {
        claiming--;
        free++;
    }

    /** A poll has come to a job. */
    void jobCame() {
        running++;
    }

    /** The job is counted elsewhere as running. */
    void begun() {
        claiming--;
    }

    /** The route of the job has ended. */
    void routeEnded() {
        running--;
        free++;
    }
}
