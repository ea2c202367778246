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
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iot.model.Job;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobExecutionSummaryForJob;

/** The executions of a job that were found: the latest of each thing, those that did not succeed first. */
final class ExecutionList {

    private static final List<ExecutionStatus> ORDER = List.of(
            ExecutionStatus.FAILED,
            ExecutionStatus.TIMED_OUT,
            ExecutionStatus.REJECTED,
            ExecutionStatus.CANCELED,
            ExecutionStatus.REMOVED,
            ExecutionStatus.IN_PROGRESS,
            ExecutionStatus.QUEUED,
            ExecutionStatus.SUCCEEDED,
            ExecutionStatus.UNKNOWN);

    private final Map<String, Execution> latest = new LinkedHashMap<>();

    /** The statuses of the job's executions, in the order in which they are listed. */
    static Deque<JobExecutionStatus> statuses(Job job) {
        Map<ExecutionStatus, Integer> counts = Descriptions.byStatus(job);
        Deque<JobExecutionStatus> statuses = new ArrayDeque<>();
        ORDER.stream()
                .filter(status -> counts.getOrDefault(status, 0) > 0)
                .map(status -> JobExecutionStatus.fromValue(status.name()))
                .forEach(statuses::add);
        return statuses;
    }

    /** Adds it, unless a later attempt on its thing was found before. */
    void add(JobExecutionSummaryForJob entry) {
        String arn = entry.thingArn();
        if (arn == null || entry.jobExecutionSummary() == null) {
            return;
        }
        Execution execution = Descriptions.of(arn.substring(arn.lastIndexOf('/') + 1), entry.jobExecutionSummary());
        latest.merge(execution.thing(), execution, (a, b) -> a.executionNumber() >= b.executionNumber() ? a : b);
    }

    int size() {
        return latest.size();
    }

    List<Execution> first(int most) {
        return latest.values().stream()
                .sorted(Comparator.comparingInt((Execution e) -> ORDER.indexOf(e.status()))
                        .thenComparing(Execution::thing))
                .limit(most)
                .toList();
    }
}
