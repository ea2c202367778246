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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What tests of sessions need: an emulator whose clock they move, workers without Camel, and one job on one thing, at
 * first job ota-7 on thing pump-12. The emulator starts when it is first used.
 */
public final class SessionTestBed implements AutoCloseable {

    private static final AtomicInteger THINGS = new AtomicInteger();

    private final ManualClock clock = new ManualClock();
    private final List<TestWorker> workers = new ArrayList<>();
    private Readings readings = Readings.DEFAULT;
    private OutcomeRepository repository;
    private JobsEmulator emulator;
    private TestWorker one;
    private TestWorker two;
    private String thing = "pump-12";
    private String jobId = "ota-7";

    /** Only before the first use: what the service does where two behaviors are possible. */
    public SessionTestBed with(Readings changed) {
        if (emulator != null) {
            throw new IllegalStateException("The emulator has started: set the readings first.");
        }
        readings = changed;
        return this;
    }

    /**
     * The same, for one of two services that differ in all that concerns a conflict.
     *
     * @param carriesState the defaults, where a conflict shows the state of the execution
     */
    public SessionTestBed withConflicts(boolean carriesState) {
        return with(Readings.DEFAULT
                .conflictCarriesState(carriesState)
                .terminalBeforeVersion(carriesState)
                .conflictName(carriesState ? Readings.ConflictName.MODEL : Readings.ConflictName.DOCUMENTATION));
    }

    /** Workers that are made from now on keep their outcomes there. */
    public SessionTestBed keeping(OutcomeRepository there) {
        repository = there;
        return this;
    }

    /** From now on this is about a job of its own on a thing of its own. */
    public SessionTestBed onAnotherThing() {
        thing = "thing-" + THINGS.incrementAndGet();
        jobId = "job-of-" + thing;
        return this;
    }

    public JobsEmulator emulator() {
        if (emulator == null) {
            emulator = JobsEmulator.builder().clock(clock).readings(readings).start();
        }
        return emulator;
    }

    public ManualClock clock() {
        return clock;
    }

    public String thing() {
        return thing;
    }

    public void advance(Duration by) {
        clock.advance(by);
    }

    /** A worker with the defaults of the component. */
    public TestWorker worker(String workerId) {
        return worker(TestWorker.worker(workerId, Resume.expired, TestWorker.LEASE));
    }

    public TestWorker worker(Worker worker) {
        TestWorker added = TestWorker.keeping(repository, worker, emulator(), clock);
        workers.add(added);
        return added;
    }

    public TestWorker one() {
        if (one == null) {
            one = worker("one");
        }
        return one;
    }

    public TestWorker two() {
        if (two == null) {
            two = worker("two");
        }
        return two;
    }

    public void createJob() {
        emulator().createJob(jobId, "{}", thing);
    }

    /** Creates the job; worker one claims it. */
    public JobSession claim() {
        return claim(one());
    }

    public JobSession claim(TestWorker worker) {
        createJob();
        return worker.claim(thing);
    }

    public Execution execution() {
        return emulator().execution(thing, jobId);
    }

    /** Replaces the details of the execution, as a person does at a console who knows nothing of claim markers. */
    public void replaceDetails(Map<String, String> details) {
        two().write(thing, jobId, details);
    }

    /** The next call of this operation for this thing fails. */
    public void failNext(Operation operation, Fault fault) {
        emulator().faults().add(fault.on(operation).thing(thing).first(1));
    }

    @Override
    public void close() {
        workers.forEach(TestWorker::close);
        if (emulator != null) {
            emulator.close();
        }
    }
}
