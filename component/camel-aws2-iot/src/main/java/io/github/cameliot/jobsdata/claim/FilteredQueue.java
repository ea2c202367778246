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

import io.github.cameliot.jobsdata.client.Answer;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.JobExecutionSummary;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.rate.RequestRate.Urgency;
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
 * Finds the jobs of a thing that a filter accepts, behind those it does not: one read for the list, and one for each
 * version of an execution that is new or was accepted. AWS lists about ten pending executions of a thing, so ours is not
 * found while ten others stand before it.
 *
 * <p>Source of the limit: AWS IoT developer guide.
 */
public final class FilteredQueue {

    private static final Logger LOG = LoggerFactory.getLogger(FilteredQueue.class);

    private final Predicate<JobExecution> filter;
    private final Map<String, Map<Version, Boolean>> verdicts = new ConcurrentHashMap<>();

    private record Version(String jobId, long executionNumber, long versionNumber) {}

    public FilteredQueue(Predicate<JobExecution> filter) {
        this.filter = filter;
    }

    /**
     * The first execution that the filter accepts, with its document: what is in progress, then what is queued, each
     * the oldest first.
     */
    public Optional<Answer<JobExecution>> first(String thing, JobsDataClient client, RequestRate rate) {
        rate.read(Urgency.CLAIM);
        PendingJobExecutions pending = client.getPending(thing).value();
        Map<Version, Boolean> known = verdicts.computeIfAbsent(thing, t -> new HashMap<>());
        Map<Version, Boolean> seen = new HashMap<>();
        try {
            for (JobExecutionSummary summary : inOrder(pending)) {
                Version version = version(summary);
                if (Boolean.FALSE.equals(known.get(version))) {
                    seen.put(version, false);
                    continue;
                }
                Optional<Answer<JobExecution>> found = describe(thing, summary, client, rate);
                boolean accepted = found.isPresent() && accepts(found.get().value());
                seen.put(version, accepted);
                if (accepted) {
                    return found;
                }
            }
            return Optional.empty();
        } finally {
            keep(thing, known, seen, pending);
        }
    }

    /** Forgets what is not listed any more. */
    private void keep(
            String thing, Map<Version, Boolean> known, Map<Version, Boolean> seen, PendingJobExecutions pending) {
        Set<Version> listed =
                inOrder(pending).stream().map(FilteredQueue::version).collect(Collectors.toSet());
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

    private static Optional<Answer<JobExecution>> describe(
            String thing, JobExecutionSummary summary, JobsDataClient client, RequestRate rate) {
        rate.read(Urgency.CLAIM);
        try {
            Answer<Optional<JobExecution>> answer =
                    client.describe(thing, summary.jobId(), summary.executionNumber(), true);
            return answer.value().filter(e -> !e.status().isTerminal()).map(e -> new Answer<>(e, answer.date()));
        } catch (JobsCallException e) {
            if (e.statusCode() == 404 || e.statusCode() == 410) {
                return Optional.empty(); // gone since it was listed
            }
            throw e;
        }
    }

    private boolean accepts(JobExecution execution) {
        try {
            return filter.test(execution);
        } catch (RuntimeException e) {
            LOG.warn("The filter failed on {}, which is left alone: {}", execution, e.toString(), e);
            return false;
        }
    }

    private static Version version(JobExecutionSummary summary) {
        return new Version(summary.jobId(), summary.executionNumber(), summary.versionNumber());
    }
}
