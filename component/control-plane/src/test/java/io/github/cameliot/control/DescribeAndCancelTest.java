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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.model.DescribeJobRequest;
import software.amazon.awssdk.services.iot.model.DescribeJobResponse;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Jobs and executions as a route reads and ends them. */
class DescribeAndCancelTest {

    @Test
    void aJobIsDescribed() {
        try (Bench bench = Bench.open()) {
            Instant before = Instant.now().minusSeconds(5);
            bench.emulator().createJob(JobSpec.of("ota-7").things("a", "b").inProgressTimeout(Duration.ofMinutes(5)));

            Exchange exchange = bench.sent("iot-jobs:describe?jobId=ota-7", null);

            JobDescription job = exchange.getMessage().getBody(JobDescription.class);
            assertThat(job.jobId()).isEqualTo("ota-7");
            assertThat(job.arn()).endsWith(":job/ota-7");
            assertThat(job.status()).isEqualTo(JobStatus.IN_PROGRESS);
            assertThat(job.targets()).hasSize(2);
            assertThat(job.inProgressTimeout()).isEqualTo(Duration.ofMinutes(5));
            assertThat(job.createdAt()).isBetween(before, Instant.now().plusSeconds(5));
            assertThat(job.completedAt()).isNull();
            assertThat(job.things()).isEqualTo(new JobDescription.ThingCounts(2, 0, 0, 0, 0, 0, 0, 0));
            assertThat(exchange.getMessage().getHeaders())
                    .containsEntry("CamelAwsIotJobsJobId", "ota-7")
                    .containsEntry("CamelAwsIotJobsJobArn", job.arn())
                    .containsEntry("CamelAwsIotJobsJobStatus", "IN_PROGRESS");
        }
    }

    @Test
    void cancelEndsWhatIsQueuedAndByForceWhatIsInProgress() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a", "b");
            start(bench, "a");

            Exchange gentle = bench.sent("iot-jobs:cancel?jobId=ota-7&reasonCode=RECALL&comment=too early", "mine");
            ExecutionStatus running = bench.emulator().execution("a", "ota-7").status();
            ExecutionStatus queued = bench.emulator().execution("b", "ota-7").status();
            bench.sent("iot-jobs:cancel?jobId=ota-7", "mine", Map.of("CamelAwsIotJobsForce", "true"));

            assertThat(gentle.getMessage().getBody()).isEqualTo("mine");
            assertThat(gentle.getMessage().getHeader("CamelAwsIotJobsJobArn"))
                    .asString()
                    .endsWith(":job/ota-7");
            assertThat(running).isEqualTo(ExecutionStatus.IN_PROGRESS);
            assertThat(queued).isEqualTo(ExecutionStatus.CANCELED);
            assertThat(bench.emulator().execution("a", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
        }
    }

    @Test
    void whyItWasCancelledIsDescribed() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a");

            bench.sent("iot-jobs:cancel?jobId=ota-7&reasonCode=RECALL&comment=too early", null);
            JobDescription job = bench.sent("iot-jobs:describe?jobId=ota-7", null)
                    .getMessage()
                    .getBody(JobDescription.class);

            assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
            assertThat(job.reasonCode()).isEqualTo("RECALL");
            assertThat(job.comment()).isEqualTo("too early");
            assertThat(job.completedAt()).isNotNull();
            assertThat(job.things().canceled()).isEqualTo(1);
        }
    }

    @Test
    void cancellingTwiceSucceedsAndCancellingACompletedJobIsRefused() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a");
            bench.emulator().createJob("ota-8", "{}", "b");
            start(bench, "b");
            finish(bench, "b", "ota-8");

            Exchange once = bench.send("iot-jobs:cancel?jobId=ota-7", null);
            Exchange twice = bench.send("iot-jobs:cancel?jobId=ota-7", null);
            Exchange completed = bench.send("iot-jobs:cancel?jobId=ota-8", null);

            assertThat(once.getException()).isNull();
            assertThat(twice.getException()).isNull();
            assertThat(completed.getException()).hasMessageContainingAll("cancel job ota-8", "400", "COMPLETED");
        }
    }

    @Test
    void anExecutionIsDescribedAlsoWhenItHasEnded() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createJob(JobSpec.of("ota-7").things("a").inProgressTimeout(Duration.ofMinutes(5)));
            Exchange queued = bench.sent("iot-jobs:describeExecution?thing=a&jobId=ota-7", null);
            start(bench, "a");
            Exchange running = bench.sent("iot-jobs:describeExecution?thing=a&jobId=ota-7", null);
            finish(bench, "a", "ota-7");

            Exchange ended = bench.sent(
                    "iot-jobs:describeExecution?executionNumber=1",
                    null,
                    running.getMessage().getHeaders());

            assertThat(queued.getMessage().getHeader("CamelAwsIotJobsStartedAt"))
                    .isNull();
            assertThat(running.getMessage().getHeader("CamelAwsIotJobsSecondsBeforeTimedOut", Long.class))
                    .isBetween(200L, 300L);
            JobExecutionDescription e = ended.getMessage().getBody(JobExecutionDescription.class);
            assertThat(e.status().name()).isEqualTo("SUCCEEDED");
            assertThat(e.statusDetails()).containsExactly(Map.entry("step", "done"));
            assertThat(e.versionNumber()).isEqualTo(3);
            assertThat(e.startedAt()).isNotNull();
            assertThat(ended.getMessage().getHeaders())
                    .containsEntry("CamelAwsIotJobsThing", "a")
                    .containsEntry("CamelAwsIotJobsJobId", "ota-7")
                    .containsEntry("CamelAwsIotJobsExecutionNumber", 1L)
                    .containsEntry("CamelAwsIotJobsStatus", "SUCCEEDED")
                    .containsEntry("CamelAwsIotJobsStatusDetails", Map.of("step", "done"))
                    .containsEntry("CamelAwsIotJobsVersionNumber", 3L)
                    .containsEntry("CamelAwsIotJobsQueuedAt", e.queuedAt())
                    .containsEntry("CamelAwsIotJobsStartedAt", e.startedAt())
                    .containsEntry("CamelAwsIotJobsLastUpdatedAt", e.lastUpdatedAt())
                    .doesNotContainKey("CamelAwsIotJobsSecondsBeforeTimedOut");
        }
    }

    @Test
    void aRequestOfTheSdksOwnGoesAsItIs() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a");

            Exchange exchange = bench.sent(
                    "iot-jobs:describe?pojoRequest=true",
                    DescribeJobRequest.builder().jobId("ota-7").build());

            assertThat(exchange.getMessage()
                            .getBody(DescribeJobResponse.class)
                            .job()
                            .jobId())
                    .isEqualTo("ota-7");
        }
    }

    private static void start(Bench bench, String thing) {
        try (IotJobsDataPlaneClient worker = worker(bench.emulator().endpoint())) {
            worker.startNextPendingJobExecution(r -> r.thingName(thing));
        }
    }

    private static void finish(Bench bench, String thing, String jobId) {
        try (IotJobsDataPlaneClient worker = worker(bench.emulator().endpoint())) {
            worker.updateJobExecution(
                    r -> r.thingName(thing).jobId(jobId).status("SUCCEEDED").statusDetails(Map.of("step", "done")));
        }
    }

    private static IotJobsDataPlaneClient worker(URI endpoint) {
        return IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }
}
