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
package io.github.cameliot.emulator.core;

import io.github.cameliot.emulator.Capacity;

/** Counts stored items, and refuses those that would exceed the capacity. Guarded by {@link ServiceState}'s lock. */
final class Storage {

    private final Capacity capacity;
    private long executions;
    /** Executions of jobs that have not reached their things yet. */
    private long announced;

    Storage(Capacity capacity) {
        this.capacity = capacity;
    }

    void checkNewJob(int jobs, int things) {
        check(jobs + 1L, capacity.jobs(), "jobs");
        checkNewExecutions(things);
    }

    void checkNewThing(int things) {
        check(things + 1L, capacity.things(), "things");
    }

    void checkNewGroup(int groups) {
        check(groups + 1L, capacity.things(), "thing groups");
    }

    void checkNewTemplate(int templates) {
        check(templates + 1L, capacity.jobs(), "job templates");
    }

    void checkNewExecutions(int more) {
        check(executions + announced + more, capacity.executions(), "job executions");
    }

    private static void check(long wanted, int most, String what) {
        if (wanted > most) {
            throw new ServiceException(
                    ErrorType.LIMIT_EXCEEDED,
                    "The emulator stores at most %d %s: delete some, or start it with a higher limit"
                            .formatted(most, what),
                    null);
        }
    }

    /** Executions that will be added later. */
    void announce(int more) {
        announced += more;
    }

    /** The announced executions are added now, or will not be added. */
    void withdraw(int fewer) {
        announced -= fewer;
    }

    long executions() {
        return executions;
    }

    void clear() {
        executions = 0;
        announced = 0;
    }

    void added() {
        executions++;
    }

    void removed(long fewer) {
        executions -= fewer;
    }
}
