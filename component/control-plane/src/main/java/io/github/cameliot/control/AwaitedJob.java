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
package io.github.cameliot.control;

import io.github.cameliot.control.await.Look;
import io.github.cameliot.control.await.Observer;
import io.github.cameliot.control.await.Wait;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.iot.model.Job;

/** The wait of one exchange for one job. It ends once, with a verdict or a failure. */
final class AwaitedJob implements Observer<Job> {

    private final Predicate<Object> owner;
    private final AwaitTerms terms;
    private final ExecutionReader.Source source;
    private final BiConsumer<JobVerdict, Exception> result;
    private volatile Job last;
    private volatile Exception failure;
    private volatile JobVerdict verdict;
    private volatile ExecutionReader reader;

    /**
     * @param owner whether this owner may end it: the producer, or a route by its id
     * @param result called once with the verdict, or with the reason why there is none; must not block
     */
    AwaitedJob(
            Predicate<Object> owner,
            AwaitTerms terms,
            ExecutionReader.Source source,
            BiConsumer<JobVerdict, Exception> result) {
        this.owner = owner;
        this.terms = terms;
        this.source = source;
        this.result = result;
    }

    boolean isOf(Object who) {
        return owner.test(who);
    }

    @Override
    public void looked(Wait<Job> wait, Look<Job> look) {
        if (look instanceof Look.Seen<Job> seen) {
            failure = null;
            seen(wait, seen.job());
        } else if (look instanceof Look.Unreadable<Job> unreadable) {
            failure = unreadable.failure();
        } else if (look instanceof Look.Refused<Job> refused) {
            end(wait, null, refused.failure());
        } else if (look instanceof Look.Missing<Job> missing) {
            missing(wait, missing);
        }
    }

    private void missing(Wait<Job> wait, Look.Missing<Job> missing) {
        if (last != null) {
            end(wait, Verdicts.deleted(last), null);
        } else if (terms.mustExist()) {
            end(wait, null, missing.failure());
        } else {
            failure = missing.failure();
        }
    }

    private void seen(Wait<Job> wait, Job job) {
        last = job;
        if (neverEnds(job)) {
            end(
                    wait,
                    null,
                    new IllegalArgumentException("Job " + terms.jobId() + " is CONTINUOUS and has no end time, so it"
                            + " never ends and cannot be awaited. Give it an endTime (schedulingConfig), make it "
                            + "SNAPSHOT, or check it from time to time with iot-jobs:describe."));
            return;
        }
        Optional<JobVerdict> found = terms.verdicts().over(job);
        if (found.isEmpty()) {
            return;
        }
        if (terms.executions() == null) {
            end(wait, found.get(), null);
        } else {
            verdict = found.get();
            wait.stopLooking();
            reader = new ExecutionReader(
                    source,
                    job,
                    terms.executions(),
                    () -> !wait.hasEnded(),
                    (executions, complete) -> end(wait, found.get().with(executions, complete), null));
            reader.begin();
        }
    }

    /** Jobs that are cancelled or deleted have ended, whatever their type. */
    private static boolean neverEnds(Job job) {
        JobStatus status = JobStatus.of(job.statusAsString());
        boolean runs = status == JobStatus.IN_PROGRESS || status == JobStatus.SCHEDULED;
        boolean hasEnd =
                job.schedulingConfig() != null && job.schedulingConfig().endTime() != null;
        return runs && TargetSelection.CONTINUOUS.name().equals(job.targetSelectionAsString()) && !hasEnd;
    }

    @Override
    public void timedOut(Wait<Job> wait) {
        ExecutionReader reading = reader;
        JobVerdict known = verdict;
        if (known == null) {
            known = Verdicts.timeout(terms.jobId(), terms.waiting().timeout(), last, failure);
        } else if (reading != null) {
            known = known.with(reading.soFar(), false);
        }
        end(wait, known, null);
    }

    void stop(Wait<Job> wait) {
        end(wait, null, new AwaitStoppedException(terms.jobId()));
    }

    private void end(Wait<Job> wait, JobVerdict known, Exception thrown) {
        if (wait.end()) {
            result.accept(known, thrown);
        }
    }
}
