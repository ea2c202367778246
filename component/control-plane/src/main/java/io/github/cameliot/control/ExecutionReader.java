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

import io.github.cameliot.control.JobVerdict.Execution;
import io.github.cameliot.control.await.Account;
import io.github.cameliot.control.await.Look;
import io.github.cameliot.control.await.PacedCalls;
import io.github.cameliot.control.await.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.iot.model.Job;
import software.amazon.awssdk.services.iot.model.JobExecution;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForJobResponse;

/**
 * Reads the status of the job on its things, one call after the other at the rate of the account: those that did not
 * succeed first. A job without retries is listed by status, as far as needed. A job with retries is listed completely,
 * up to {@value #MOST_PAGES} pages: a list by status also contains earlier attempts, and does not show that a later one
 * succeeded.
 */
final class ExecutionReader implements PacedCalls.Call {

    static final int MOST_PAGES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionReader.class);

    private static final int PAGE = 250;
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * What to read.
     *
     * @param most how many executions, from 1
     * @param details whether to read their status details, too: one call for each
     */
    record Wanted(int most, boolean details) {}

    private final JobReads reads;
    private final Account account;
    private final Timer timer;
    private final Wanted wanted;
    private final String jobId;
    private final boolean hasRetries;
    private final BooleanSupplier isWanted;
    private final BiConsumer<List<Execution>, Boolean> done;
    /** The statuses that still have to be listed; none for a job with retries, which is listed completely. */
    private final Deque<JobExecutionStatus> statuses;

    private final ExecutionList found = new ExecutionList();
    private volatile List<Execution> soFar = List.of();
    private String from;
    private int pages;
    private boolean isListed;
    private boolean isCut;
    private int described;
    private int failures;

    /**
     * @param isWanted whether the result is still needed
     * @param done receives the executions, and whether they are all executions of the job
     */
    ExecutionReader(
            Source source,
            Job job,
            Wanted wanted,
            BooleanSupplier isWanted,
            BiConsumer<List<Execution>, Boolean> done) {
        this.reads = source.reads();
        this.account = source.account();
        this.timer = source.timer();
        this.wanted = wanted;
        this.jobId = job.jobId();
        this.isWanted = isWanted;
        this.done = done;
        this.hasRetries = job.jobExecutionsRetryConfig() != null;
        this.statuses = hasRetries ? new ArrayDeque<>() : ExecutionList.statuses(job);
        this.isListed = !hasRetries && statuses.isEmpty();
    }

    /** The source of the executions. */
    record Source(JobReads reads, Account account, Timer timer) {}

    void begin() {
        goOn();
    }

    /** The result of the reading. */
    List<Execution> soFar() {
        return soFar;
    }

    @Override
    public boolean isWanted() {
        return isWanted.getAsBoolean();
    }

    private void goOn() {
        if (isListed && (!wanted.details() || described >= soFar.size())) {
            done.accept(soFar, !isCut);
        } else {
            account.calls().submit(this);
        }
    }

    @Override
    public void make() {
        Look<Boolean> look = Look.by(this::call);
        if (!isWanted()) {
            return;
        }
        account.note(look);
        if (look instanceof Look.Seen<Boolean>) {
            failures = 0;
            goOn();
        } else if (look instanceof Look.Missing<Boolean> && isListed) {
            described++; // the execution was deleted in the meantime
            goOn();
        } else if (look instanceof Look.Unreadable<Boolean> && ++failures < TRIES) {
            timer.after(PAUSE, this::goOn);
        } else {
            LOG.warn(
                    "Not all executions of job {} could be read; its verdict lists {} of them: {}",
                    jobId,
                    soFar.size(),
                    look);
            done.accept(soFar, false);
        }
    }

    private boolean call() {
        if (isListed) {
            describe();
        } else {
            list();
        }
        return true;
    }

    private void list() {
        JobExecutionStatus status = statuses.peek();
        ListJobExecutionsForJobResponse page =
                reads.executions(jobId, status, from, status == null ? PAGE : Math.min(PAGE, wanted.most()));
        page.executionSummaries().forEach(found::add);
        from = page.nextToken();
        pages++;
        if (from == null) {
            statuses.poll();
        }
        boolean all = from == null && statuses.isEmpty();
        boolean enough = !hasRetries && found.size() >= wanted.most();
        isListed = all || enough || pages >= MOST_PAGES;
        isCut = isListed && !all || found.size() > wanted.most();
        soFar = found.first(wanted.most());
    }

    private void describe() {
        Execution execution = soFar.get(described);
        JobExecution read = reads.execution(execution.thing(), jobId, execution.executionNumber());
        List<Execution> changed = new ArrayList<>(soFar);
        changed.set(
                described,
                execution.withDetails(
                        read.statusDetails() == null
                                ? Map.of()
                                : read.statusDetails().detailsMap()));
        soFar = List.copyOf(changed);
        described++;
    }
}
