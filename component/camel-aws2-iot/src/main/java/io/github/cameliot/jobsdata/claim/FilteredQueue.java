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
package io.github.cameliot.jobsdata.claim;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Response;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.JobExecutionSummary;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the jobs of a thing that a filter accepts, also those queued behind jobs that it does not accept. This takes
 * one read for the list, and one read for each version of an execution that is new or was accepted. AWS lists about ten
 * pending executions of a thing, so if ten jobs for other workers are queued first, a job for this worker is not found;
 * this is logged as a warning once for each thing. AWS may leave out of the list an execution that is in progress (its
 * quota page says so, others have seen it listed). Until one is listed, {@code $next} is read, too.
 *
 * <p>Source of the limit: AWS IoT developer guide.
 */
final class FilteredQueue {

    private static final Logger LOG = LoggerFactory.getLogger(FilteredQueue.class);

    /** At most this many executions are listed; the documentation says "about". */
    private static final int LISTED = 10;

    private final JobsDataClient client;
    private final Predicate<JobExecution> filter;
    private final RequestRate rate;
    private final Looks looks;
    private final Map<String, Map<Version, Boolean>> verdicts = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * @param queuedAt tells the job apart from a job that was deleted and created again with the same id and another
     *     document
     */
    private record Version(String jobId, long executionNumber, long versionNumber, Instant queuedAt) {}

    FilteredQueue(JobsDataClient client, Predicate<JobExecution> filter, RequestRate rate, Looks looks) {
        this.client = client;
        this.filter = filter;
        this.rate = rate;
        this.looks = looks;
    }

    /**
     * The first execution that the filter accepts, with its document: first those in progress, then those queued, each
     * from oldest to newest. The caller has already passed the rate limit for the first read.
     */
    Response<Optional<JobExecution>> first(String thing) {
        Response<PendingJobExecutions> listed = client.getPending(thing);
        List<JobExecutionSummary> pending = inOrder(listed.value());
        Optional<Response<Optional<JobExecution>>> hidden = hiddenInProgress(thing, listed.value());
        if (hidden.isPresent()) {
            return hidden.get();
        }
        Map<Version, Boolean> known = verdicts.getOrDefault(thing, Map.of());
        Map<Version, Boolean> seen = new HashMap<>();
        try {
            for (JobExecutionSummary summary : pending) {
                Version version = version(summary);
                if (Boolean.FALSE.equals(known.get(version))) {
                    seen.put(version, false);
                    continue;
                }
                Response<Optional<JobExecution>> found =
                        describe(thing, summary).orElse(listed.with(Optional.empty()));
                boolean accepted = found.value().filter(this::accepts).isPresent();
                seen.put(version, accepted);
                if (accepted) {
                    warned.remove(thing);
                    return found;
                }
            }
            warnOfTheLimit(thing, pending.size());
            return listed.with(Optional.empty());
        } finally {
            keep(thing, known, seen, pending);
        }
    }

    /**
     * An execution that is in progress and accepted, but missing in the list. Without this read it would stay in
     * progress forever after a crash.
     */
    private Optional<Response<Optional<JobExecution>>> hiddenInProgress(String thing, PendingJobExecutions listed) {
        if (!listed.inProgressJobs().isEmpty()) {
            looks.areSuperfluous();
        }
        if (!looks.isDue(thing)) {
            return Optional.empty();
        }
        rate.read(Priority.CLAIM);
        Optional<Response<Optional<JobExecution>>> found = next(thing).filter(r -> r.value()
                .filter(e -> e.status() == ExecutionStatus.IN_PROGRESS)
                .filter(this::accepts)
                .isPresent());
        looks.looked(thing, found.isPresent());
        return found;
    }

    /** @return empty for a 404: the list could be read, so the thing exists and has no pending job */
    private Optional<Response<Optional<JobExecution>>> next(String thing) {
        try {
            return Optional.of(client.describe(thing, Names.NEXT, null, true));
        } catch (JobsCallException e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A claim was refused: the list may leave out an execution that is in progress. */
    void lookAgain(String thing) {
        looks.again(thing);
    }

    /** The thing is not polled any more. */
    void forget(String thing) {
        looks.again(thing);
        verdicts.remove(thing);
        warned.remove(thing);
    }

    private void warnOfTheLimit(String thing, int listed) {
        if (listed < LISTED) {
            warned.remove(thing);
        } else if (warned.add(thing)) {
            LOG.warn(
                    "The filter accepts none of the {} pending jobs of thing {}. AWS lists about {} of a thing, so "
                            + "jobs for this worker that are queued behind them are not found before those have ended.",
                    listed,
                    thing,
                    LISTED);
        }
    }

    /** Removes what is not listed any more. */
    private void keep(
            String thing, Map<Version, Boolean> known, Map<Version, Boolean> seen, List<JobExecutionSummary> pending) {
        Set<Version> listed = pending.stream().map(FilteredQueue::version).collect(Collectors.toSet());
        Map<Version, Boolean> kept = new HashMap<>(known);
        kept.putAll(seen);
        kept.keySet().retainAll(listed);
        if (kept.isEmpty()) {
            verdicts.remove(thing);
        } else {
            verdicts.put(thing, kept);
        }
    }

    private static List<JobExecutionSummary> inOrder(PendingJobExecutions pending) {
        Comparator<JobExecutionSummary> oldest =
                Comparator.comparing(JobExecutionSummary::queuedAt, Comparator.nullsFirst(Comparator.naturalOrder()));
        return Stream.concat(
                        pending.inProgressJobs().stream().sorted(oldest),
                        pending.queuedJobs().stream().sorted(oldest))
                .toList();
    }

    /** @return empty if it has gone since it was listed */
    private Optional<Response<Optional<JobExecution>>> describe(String thing, JobExecutionSummary summary) {
        rate.read(Priority.CLAIM);
        try {
            Response<Optional<JobExecution>> found =
                    client.describe(thing, summary.jobId(), summary.executionNumber(), true);
            return Optional.of(found.with(found.value().filter(e -> !e.status().isTerminal())));
        } catch (JobsCallException e) {
            if (e.statusCode() == 404 || e.statusCode() == 410) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean accepts(JobExecution execution) {
        try {
            return filter.test(execution);
        } catch (RuntimeException e) {
            LOG.warn("The filter failed on {}; this job is not claimed: {}", execution, e.toString(), e);
            return false;
        }
    }

    private static Version version(JobExecutionSummary summary) {
        return new Version(summary.jobId(), summary.executionNumber(), summary.versionNumber(), summary.queuedAt());
    }
}
