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

/**
 * How many jobs may run at once. A poll takes a permit; if it finds a job, the job keeps the permit until its route
 * ends.
 */
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

    /** Polls in progress, and jobs whose route has not started yet. */
    int claiming() {
        return claiming;
    }

    /** Jobs whose route is running. */
    int running() {
        return running;
    }

    /** A poll begins. */
    void take() {
        free--;
        claiming++;
    }

    /** A poll has ended without a job. */
    void nothingCame() {
        claiming--;
        free++;
    }

    /** A poll has found a job. */
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
