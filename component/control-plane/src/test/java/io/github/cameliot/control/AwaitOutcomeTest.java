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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameliot.control.JobVerdict.Counts;
import io.github.cameliot.control.JobVerdict.Outcome;
import io.github.cameliot.emulator.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iot.model.AbortAction;
import software.amazon.awssdk.services.iot.model.AbortCriteria;
import software.amazon.awssdk.services.iot.model.JobExecutionFailureType;
import software.amazon.awssdk.services.iot.model.TargetSelection;

/** Each end that a wait for a job can have. */
class AwaitOutcomeTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final AwaitBench bench = AwaitBench.open();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aJobWhoseExecutionsSucceedPasses() throws Exception {
        bench.emulator().createJob("ota-7", "{}", "a", "b");

        CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7");
        bench.advance(Duration.ZERO);
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.advance(LONG);
        boolean before = ended.isDone();
        bench.end("b", "ota-7", "SUCCEEDED");
        JobVerdict verdict = bench.verdict(ended, LONG);

        assertThat(before).isFalse();
        assertThat(verdict)
                .isEqualTo(new JobVerdict(
                        "ota-7",
                        JobStatus.COMPLETED,
                        Outcome.PASSED,
                        true,
                        null,
                        new Counts(2, 0, 0, 0, 0, 0, 0, 0, 0, 2),
                        java.util.List.of(),
                        false));
        assertThat(ended.get().getMessage().getHeaders())
                .containsEntry("CamelAwsIotJobsJobId", "ota-7")
                .containsEntry("CamelAwsIotJobsJobStatus", "COMPLETED")
                .containsEntry("CamelAwsIotJobsVerdict", "PASSED")
                .containsEntry("CamelAwsIotJobsPassed", true)
                .containsEntry("CamelAwsIotJobsSucceeded", 2)
                .containsEntry("CamelAwsIotJobsNotSucceeded", 0)
                .containsEntry("CamelAwsIotJobsTotal", 2)
                .doesNotContainKey("CamelAwsIotJobsVerdictReason");
        assertThat(ended.get().getProperty(IotJobsConstants.JOB_VERDICT)).isEqualTo(verdict);
    }

    @Test
    void aVerdictIsReadableJson() {
        bench.emulator().createJob("ota-7", "{}", "a", "b");
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.end("b", "ota-7", "REJECTED");

        CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7&maxExecutions=1");
        JsonNode json = new JsonMapper().valueToTree(bench.verdict(ended, Duration.ofSeconds(1)));

        assertThat(json.toString().replaceAll("Z\"", "\"").replaceAll("20[0-9-]+T[0-9:]+", "2026-08-01T10:00:00Z"))
                .isEqualTo("{\"jobId\":\"ota-7\",\"status\":\"COMPLETED\",\"outcome\":\"FAILED\",\"passed\":false,"
                        + "\"reason\":\"1 of 2 did not succeed (1 rejected), more than maxFailed=0.\","
                        + "\"counts\":{\"succeeded\":1,\"failed\":0,\"rejected\":1,\"timedOut\":0,\"canceled\":0,"
                        + "\"removed\":0,\"queued\":0,\"inProgress\":0,\"notSucceeded\":1,\"total\":2},"
                        + "\"executions\":[{\"thing\":\"b\",\"status\":\"REJECTED\",\"executionNumber\":1,"
                        + "\"retryAttempt\":0,\"lastUpdatedAt\":\"2026-08-01T10:00:00Z\",\"statusDetails\":{}}],"
                        + "\"executionsComplete\":false}");
    }

    @ParameterizedTest
    @CsvSource({"0,FAILED", "1,FAILED", "2,PASSED", "49%,FAILED", "50%,PASSED", "100%,PASSED"})
    void maxFailedDecidesByWhatDidNotSucceed(String maxFailed, Outcome outcome) {
        bench.emulator().createJob("ota-7", "{}", "a", "b", "c", "d");
        bench.end("a", "ota-7", "FAILED");
        bench.end("b", "ota-7", "REJECTED");
        bench.end("c", "ota-7", "SUCCEEDED");
        bench.end("d", "ota-7", "SUCCEEDED");

        CompletableFuture<Exchange> byHeader =
                bench.begin("iot-jobs:await?jobId=ota-7&maxFailed=3", Map.of("CamelAwsIotJobsMaxFailed", maxFailed));
        JobVerdict verdict = bench.verdictAtOnce("iot-jobs:await?jobId=ota-7&maxFailed=" + maxFailed);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(bench.verdict(byHeader)).isEqualTo(verdict);
        assertThat(verdict.counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0, 0, 0, 2, 4));
    }

    @Test
    void whatTimedOutOrWasCancelledDidNotSucceedAndWhatWasRemovedCountsForNothing() {
        bench.emulator()
                .createJob(JobSpec.of("ota-7").things("a", "b", "c", "d").inProgressTimeout(Duration.ofMinutes(1)));
        bench.start("a");
        bench.emulator().cancelExecution("b", "ota-7", false);
        bench.emulator().deleteThing("c");
        bench.end("d", "ota-7", "SUCCEEDED");
        bench.advance(LONG);

        JobVerdict half = bench.verdictAtOnce("iot-jobs:await?jobId=ota-7&maxFailed=66%");
        JobVerdict two = bench.verdictAtOnce("iot-jobs:await?jobId=ota-7&maxFailed=2");

        assertThat(half.counts()).isEqualTo(new Counts(1, 0, 0, 1, 1, 1, 0, 0, 2, 4));
        assertThat(half.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(half.reason())
                .isEqualTo("2 of 3 did not succeed (1 timed out, 1 cancelled), more than maxFailed=66%.");
        assertThat(two.passed()).isTrue();
    }

    @Test
    void anExecutionThatIsRetriedCountsWhenItsRetriesAreUsedUp() {
        bench.emulator().createJob(JobSpec.of("ota-7").things("a", "b").retryFailed(1));

        CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7&failFast=true");
        bench.end("a", "ota-7", "FAILED");
        bench.end("b", "ota-7", "FAILED");
        bench.advance(LONG);
        boolean afterTheFirst = ended.isDone();
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.advance(LONG);
        boolean afterOne = ended.isDone();
        bench.end("b", "ota-7", "FAILED");
        JobVerdict verdict = bench.verdict(ended, LONG);

        assertThat(afterTheFirst).isFalse();
        assertThat(afterOne).isFalse();
        assertThat(verdict.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0, 0, 1, 2));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anEmptyGroupHasNothingThatFailedSoItPasses() {
        bench.emulator().createGroup("nobody");
        bench.emulator().createJob(JobSpec.of("ota-7").groups("nobody"));

        JobVerdict verdict = bench.verdictAtOnce("iot-jobs:await?jobId=ota-7&maxFailed=0%");

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(verdict.counts().total()).isZero();
    }

    @Test
    void aJobThatIsCancelledSaysWhy() {
        bench.emulator().createJob("ota-7", "{}", "a", "b");
        bench.start("b");

        CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7");
        bench.advance(Duration.ZERO);
        bench.bench().sent("iot-jobs:cancel?jobId=ota-7&reasonCode=RECALL&comment=too early", null);
        JobVerdict verdict = bench.verdict(ended, LONG);

        assertThat(verdict.status()).isEqualTo(JobStatus.CANCELED);
        assertThat(verdict.outcome()).isEqualTo(Outcome.CANCELED);
        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.reason()).isEqualTo("The job was cancelled, RECALL: too early.");
        assertThat(verdict.counts()).isEqualTo(new Counts(0, 0, 0, 0, 1, 0, 0, 1, 1, 2));
    }

    @Test
    void aJobThatItsAbortRulesEndIsCancelled() {
        String arn = bench.bench().thing("a");
        String other = bench.bench().thing("b");
        bench.bench().aws().createJob(r -> r.jobId("ota-7")
                .document("{}")
                .targets(arn, other)
                .abortConfig(a -> a.criteriaList(AbortCriteria.builder()
                        .action(AbortAction.CANCEL)
                        .failureType(JobExecutionFailureType.FAILED)
                        .minNumberOfExecutedThings(1)
                        .thresholdPercentage(50.0)
                        .build())));

        CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7&maxFailed=100%");
        bench.advance(Duration.ZERO);
        bench.end("a", "ota-7", "FAILED");
        JobVerdict verdict = bench.verdict(ended, LONG);

        assertThat(verdict.outcome()).isEqualTo(Outcome.CANCELED);
        assertThat(verdict.counts()).isEqualTo(new Counts(0, 1, 0, 0, 1, 0, 0, 0, 2, 2));
    }

    @ParameterizedTest
    @CsvSource({"0", "60"})
    void aJobThatIsDeletedWhileItIsWaitedForHasAVerdictWithTheLastCounts(int seconds) {
        bench.emulator().createJob("ota-7", "{}", "a", "b");
        bench.emulator().faults().delayDeletions(Duration.ofSeconds(seconds));
        bench.end("a", "ota-7", "SUCCEEDED");

        CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7");
        bench.advance(Duration.ZERO);
        bench.emulator().deleteJob("ota-7", true);
        JobVerdict verdict = bench.verdict(ended, Duration.ofSeconds(10));

        assertThat(verdict.outcome()).isEqualTo(Outcome.DELETED);
        assertThat(verdict.status()).isEqualTo(JobStatus.DELETION_IN_PROGRESS);
        assertThat(verdict.counts().succeeded()).isEqualTo(1);
        assertThat(verdict.reason()).contains("deleted");
    }

    @Test
    void aJobThatIsNotThereIsAnErrorUnlessItIsWaitedFor() {
        CompletableFuture<Exchange> strict = bench.begin("iot-jobs:await?jobId=ota-7");
        CompletableFuture<Exchange> patient = bench.begin("iot-jobs:await?jobId=ota-7&mustExist=false");
        CompletableFuture<Exchange> inVain = bench.begin("iot-jobs:await?jobId=ota-8&mustExist=false&timeout=1m");
        bench.advance(Duration.ofSeconds(1));
        boolean before = patient.isDone();
        bench.emulator().createJob("ota-7", "{}", "a");
        bench.end("a", "ota-7", "SUCCEEDED");
        JobVerdict verdict = bench.verdict(patient, LONG);

        assertThat(bench.failure(strict)).hasMessageContainingAll("describe job ota-7", "404", "does not exist");
        assertThat(before).isFalse();
        assertThat(verdict.passed()).isTrue();
        assertThat(bench.verdict(inVain).outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(bench.verdict(inVain).reason())
                .startsWith(
                        "The job has not ended after 1m: the job could not be read. The last read failed: Cannot describe job ota-8");
    }

    @Test
    void aTimeoutHasTheCountsOfALookJustBeforeIt() {
        bench.emulator().createJob("ota-7", "{}", "a", "b", "c");

        CompletableFuture<Exchange> ended =
                bench.begin("iot-jobs:await?jobId=ota-7", Map.of("CamelAwsIotJobsTimeout", "30m"));
        bench.advance(Duration.ofMinutes(29));
        bench.advance(Duration.ofSeconds(57));
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.start("b");
        bench.advance(Duration.ofSeconds(2));
        boolean before = ended.isDone();
        bench.advance(Duration.ofSeconds(1));
        JobVerdict verdict = bench.verdict(ended);

        assertThat(before).isFalse();
        assertThat(verdict.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(verdict.reason())
                .isEqualTo("The job has not ended after 30m: 1 queued, 1 in progress, 1 succeeded, 0 did not succeed.");
        assertThat(bench.emulator().jobStatus("ota-7")).isEqualTo("IN_PROGRESS");
    }

    @Test
    void failFastEndsAsSoonAsTooManyDidNotSucceed() {
        bench.emulator().createJob("ota-7", "{}", "a", "b", "c", "d");

        CompletableFuture<Exchange> fast = bench.begin("iot-jobs:await?jobId=ota-7&failFast=true&maxFailed=1");
        CompletableFuture<Exchange> slow = bench.begin("iot-jobs:await?jobId=ota-7&maxFailed=1");
        bench.end("a", "ota-7", "FAILED");
        bench.advance(LONG);
        boolean afterOne = fast.isDone();
        bench.end("b", "ota-7", "FAILED");
        JobVerdict verdict = bench.verdict(fast, LONG);

        assertThat(afterOne).isFalse();
        assertThat(slow).isNotDone();
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(verdict.reason())
                .isEqualTo("2 of 4 did not succeed (2 failed), more than maxFailed=1. The job is still running.");
    }

    @Test
    void aPercentageFailsFastOnlyWhenTheJobHasReachedItsTargets() {
        Verdicts verdicts = new Verdicts(MaxFailed.parse("maxFailed", "10%"), true);
        var job = software.amazon.awssdk.services.iot.model.Job.builder()
                .jobId("ota-7")
                .status("IN_PROGRESS");

        var reaching = job.jobProcessDetails(
                        d -> d.processingTargets("arn").numberOfFailedThings(1).numberOfQueuedThings(4))
                .build();
        var reached = job.jobProcessDetails(d -> d.numberOfFailedThings(1).numberOfQueuedThings(4))
                .build();

        assertThat(verdicts.over(reaching)).isEmpty();
        assertThat(verdicts.over(reached))
                .hasValueSatisfying(v -> assertThat(v.outcome()).isEqualTo(Outcome.FAILED));
    }

    @Test
    void aJobWithoutCountsDoesNotPass() {
        var job = software.amazon.awssdk.services.iot.model.Job.builder()
                .jobId("ota-7")
                .status("COMPLETED")
                .build();

        JobVerdict verdict = new Verdicts(MaxFailed.parse("maxFailed", "100%"), false).of(job);

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.reason()).contains("does not return");
    }

    @Test
    void aContinuousJobIsRefusedUnlessItHasAnEnd() {
        bench.emulator().createGroup("west", "a");
        bench.emulator().createJob(JobSpec.of("for-ever").groups("west").continuous());
        Instant now = java.time.Clock.systemUTC().instant();
        String group = "arn:aws:iot:eu-west-1:123456789012:thinggroup/west";
        bench.bench().aws().createJob(r -> r.jobId("ends")
                .document("{}")
                .targets(group)
                .targetSelection(TargetSelection.CONTINUOUS)
                .schedulingConfig(s -> s.startTime(minute(now.plus(Duration.ofHours(1))))
                        .endTime(minute(now.plus(Duration.ofHours(3))))
                        .endBehavior("CANCEL")));

        CompletableFuture<Exchange> forEver = bench.begin("iot-jobs:await?jobId=for-ever");
        CompletableFuture<Exchange> ends = bench.begin("iot-jobs:await?jobId=ends&timeout=6h");
        CompletableFuture<Exchange> scheduled = bench.begin("iot-jobs:await?jobId=ends&timeout=10m");
        for (int i = 0; i < 10; i++) {
            bench.advance(Duration.ofMinutes(1));
        }
        JobVerdict tooEarly = bench.verdict(scheduled);
        JobVerdict verdict = bench.verdict(ends, Duration.ofMinutes(5));

        assertThat(bench.failure(forEver))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("for-ever is CONTINUOUS", "endTime");
        assertThat(tooEarly.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(tooEarly.reason())
                .isEqualTo("The job has not ended after 10m: the job is waiting for its scheduled start.");
        assertThat(verdict.outcome()).isEqualTo(Outcome.CANCELED);
    }

    private static String minute(Instant at) {
        return at.truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
                .toString()
                .substring(0, 16)
                .replace('T', ' ');
    }

    @Test
    void describeHasTheSameVerdictWithoutWaiting() {
        bench.emulator().createJob("ota-7", "{}", "a", "b");
        bench.end("a", "ota-7", "FAILED");

        Exchange running = bench.bench().sent("iot-jobs:describe?jobId=ota-7&maxFailed=1", "mine");
        bench.end("b", "ota-7", "SUCCEEDED");
        Exchange passed = bench.bench().sent("iot-jobs:describe?jobId=ota-7&maxFailed=50%", "mine");
        Exchange failed =
                bench.bench().sent("iot-jobs:describe?jobId=ota-7", "mine", Map.of("CamelAwsIotJobsMaxFailed", 0));

        assertThat(running.getMessage().getHeader("CamelAwsIotJobsVerdict")).isEqualTo("IN_PROGRESS");
        assertThat(passed.getMessage().getBody()).isInstanceOf(JobDescription.class);
        assertThat(passed.getMessage().getHeaders())
                .containsEntry("CamelAwsIotJobsVerdict", "PASSED")
                .containsEntry("CamelAwsIotJobsNotSucceeded", 1);
        assertThat(failed.getMessage().getHeader("CamelAwsIotJobsVerdict")).isEqualTo("FAILED");
        assertThat(failed.getProperty(IotJobsConstants.JOB_VERDICT))
                .isEqualTo(bench.verdictAtOnce("iot-jobs:await?jobId=ota-7"));
    }
}
