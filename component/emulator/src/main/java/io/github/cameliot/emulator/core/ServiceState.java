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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** All state, behind one lock. Timers that are due take effect before the work under the lock starts. */
final class ServiceState {

    final Rules rules;
    final Arns arns;
    final Timers timers = new Timers();
    final Storage storage;
    final Changes changes;
    /** Sorted, like the others, so that lists of many things have pages. */
    final NavigableMap<String, ThingState> things = new TreeMap<>();

    final NavigableMap<String, GroupState> groups = new TreeMap<>();
    final NavigableMap<String, JobTemplate> templates = new TreeMap<>();
    final Map<String, Job> jobs = new LinkedHashMap<>();

    /** How late a new job is queued on its things. */
    Duration newJobDelay = Duration.ZERO;

    Duration cancellationDelay = Duration.ZERO;

    /** How long a deleted job is DELETION_IN_PROGRESS. */
    Duration deletionDelay = Duration.ZERO;

    /** How late timeouts take effect. */
    Duration timeoutDelay = Duration.ZERO;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private long sequence;
    private boolean isChange;

    ServiceState(Clock clock, Arns arns, Rules rules) {
        this.clock = clock;
        this.arns = arns;
        this.rules = rules;
        this.storage = new Storage(rules.capacity());
        this.changes = new Changes(
                arns, rules.limits().pendingListed(), rules.readings().startIsNotified());
    }

    /** Does work that changes the state. */
    <T> T locked(Function<Instant, T> work) {
        return under(true, work);
    }

    /** Does work that only reads. Timers that are due may still change the state. */
    <T> T read(Function<Instant, T> work) {
        return under(false, work);
    }

    private <T> T under(boolean mayChange, Function<Instant, T> work) {
        lock.lock();
        try {
            Instant now = clock.instant();
            timers.runDue(now, changes::counted);
            isChange = mayChange;
            try {
                T result = work.apply(now);
                if (isChange) {
                    changes.count();
                }
                return result;
            } finally {
                changes.settle(now);
            }
        } finally {
            lock.unlock();
            if (!lock.isHeldByCurrentThread()) {
                changes.deliver();
            }
        }
    }

    /** Says, in work that may change the state, that it did not. */
    void nothingChanged() {
        isChange = false;
    }

    /** Removes everything; the delays stay. */
    void clear() {
        timers.clear();
        storage.clear();
        things.clear();
        groups.clear();
        templates.clear();
        jobs.clear();
        sequence = 0;
    }

    /** The next number in the order of creation. */
    long nextSequence() {
        return sequence++;
    }

    long sequence() {
        return sequence;
    }

    /** Continues the order of creation at this number, or at a later one that it has reached already. */
    void sequence(long next) {
        sequence = Math.max(sequence, next);
    }

    ThingState thing(String name) {
        ThingState thing = things.get(Names.thing(name));
        if (thing == null) {
            throw ServiceException.notFound("Thing %s does not exist".formatted(name));
        }
        return thing;
    }

    GroupState group(String name) {
        GroupState group = groups.get(Names.group(name));
        if (group == null) {
            throw ServiceException.notFound("Thing group %s does not exist".formatted(name));
        }
        return group;
    }

    Job job(String jobId) {
        Job job = jobs.get(Names.job(jobId));
        if (job == null) {
            throw ServiceException.notFound("Job %s does not exist".formatted(jobId));
        }
        return job;
    }

    /** The execution with this number; the latest if the number is null. */
    JobExecution execution(String thing, String jobId, Long executionNumber) {
        JobExecution found = thing(thing).find(Names.job(jobId), executionNumber);
        if (found == null) {
            throw ServiceException.notFound("Job execution of job %s%s on thing %s does not exist"
                    .formatted(jobId, executionNumber == null ? "" : " with number " + executionNumber, thing));
        }
        return found;
    }
}
