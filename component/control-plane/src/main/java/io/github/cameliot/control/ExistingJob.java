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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iot.model.Job;
import software.amazon.awssdk.services.iot.model.JobExecutionsRolloutConfig;
import software.amazon.awssdk.services.iot.model.SchedulingConfig;
import software.amazon.awssdk.services.iot.model.TimeoutConfig;

/**
 * Compares an existing job with one that should be created with the same id. The description is not compared, because
 * it does not change what things do.
 *
 * @param job the response of DescribeJob
 * @param document the response of GetJobDocument
 */
record ExistingJob(Job job, String document) {

    /**
     * The differences, by the names of the options; empty for the same job. Never a part of a document.
     *
     * @param traceMember the member of the document that is not compared if it is a trace context; null for none
     */
    List<String> differencesFrom(CreateJobRequest asked, String traceMember) {
        List<String> differences = new ArrayList<>();
        if (job.status() == software.amazon.awssdk.services.iot.model.JobStatus.DELETION_IN_PROGRESS) {
            differences.add("status (it is being deleted)");
        }
        if (!new HashSet<>(asked.targets()).equals(new HashSet<>(job.targets()))) {
            differences.add("targets");
        }
        if (!DocumentComparison.same(asked.document(), document, traceMember)) {
            differences.add("document");
        }
        compare(
                differences,
                "targetSelection",
                selection(asked.targetSelectionAsString()),
                selection(job.targetSelectionAsString()));
        compare(differences, "inProgressTimeout", minutes(asked.timeoutConfig()), minutes(job.timeoutConfig()));
        compare(
                differences,
                "retry",
                RetryRules.of(asked.jobExecutionsRetryConfig()),
                RetryRules.of(job.jobExecutionsRetryConfig()));
        compare(
                differences,
                "maximumPerMinute",
                perMinute(asked.jobExecutionsRolloutConfig()),
                perMinute(job.jobExecutionsRolloutConfig()));
        if (job.jobExecutionsRolloutConfig() != null
                && job.jobExecutionsRolloutConfig().exponentialRate() != null) {
            differences.add("rollout (it has an exponential rate)");
        }
        if (job.abortConfig() != null
                && job.abortConfig().hasCriteriaList()
                && !job.abortConfig().criteriaList().isEmpty()) {
            differences.add("abort (it has abort rules)");
        }
        if (isScheduled(job.schedulingConfig())) {
            differences.add("schedule (it has one)");
        }
        return differences;
    }

    private static void compare(List<String> differences, String name, Object asked, Object found) {
        if (!Objects.equals(asked, found)) {
            differences.add(name + " (requested " + shown(asked) + ", found " + shown(found) + ")");
        }
    }

    private static String shown(Object value) {
        return value == null ? "none" : value.toString();
    }

    private static String selection(String text) {
        return text == null ? TargetSelection.SNAPSHOT.name() : text;
    }

    private static String minutes(TimeoutConfig config) {
        return config == null || config.inProgressTimeoutInMinutes() == null
                ? null
                : config.inProgressTimeoutInMinutes() + "m";
    }

    private static Integer perMinute(JobExecutionsRolloutConfig config) {
        return config == null ? null : config.maximumPerMinute();
    }

    private static boolean isScheduled(SchedulingConfig config) {
        return config != null
                && (config.startTime() != null || config.endTime() != null || config.hasMaintenanceWindows());
    }
}
