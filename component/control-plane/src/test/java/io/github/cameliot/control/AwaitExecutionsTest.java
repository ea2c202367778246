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

import io.github.cameliot.control.JobVerdict.Execution;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which things a verdict names, and what that costs. */
class AwaitExecutionsTest {

    private static final Duration STEP = Duration.ofSeconds(1);

    private final AwaitBench bench = AwaitBench.open();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatDidNotSucceedComesFirstAndOnlyAsMuchIsReadAsIsAskedFor() {
        bench.emulator().createJob("ota-7", "{}", "a", "b", "c", "d", "e");
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.end("b", "ota-7", "FAILED");
        bench.end("c", "ota-7", "REJECTED");
        bench.end("d", "ota-7", "FAILED");
        bench.end("e", "ota-7", "SUCCEEDED");

        JobVerdict two = verdict("iot-jobs:await?jobId=ota-7&maxExecutions=2");
        long lists = bench.bench().count(Operation.LIST_JOB_EXECUTIONS_FOR_JOB);
        JobVerdict all = verdict("iot-jobs:await?jobId=ota-7&maxExecutions=5");

        assertThat(two.executions()).extracting(Execution::thing).containsExactly("b", "d");
        assertThat(two.executionsComplete()).isFalse();
        assertThat(lists).isEqualTo(1);
        assertThat(all.executions()).extracting(Execution::thing).containsExactly("b", "d", "c", "a", "e");
        assertThat(all.executions()).extracting(Execution::statusDetails).containsOnly(Map.of());
        assertThat(all.executionsComplete()).isTrue();
        assertThat(bench.bench().count(Operation.LIST_JOB_EXECUTIONS_FOR_JOB)).isEqualTo(4);
        assertThat(bench.bench().count(Operation.CONTROL_DESCRIBE_JOB_EXECUTION))
                .isZero();
    }

    @Test
    void ofAThingThatWasRetriedTheLatestAttemptCounts() {
        bench.emulator().createJob(JobSpec.of("ota-7").things("a", "b").retryFailed(1));
        bench.end("a", "ota-7", "FAILED");
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.end("b", "ota-7", "FAILED");
        bench.end("b", "ota-7", "FAILED");

        JobVerdict verdict = verdict("iot-jobs:await?jobId=ota-7&maxExecutions=10");

        assertThat(verdict.executions())
                .extracting(Execution::thing, Execution::status, Execution::executionNumber, Execution::retryAttempt)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b", ExecutionStatus.FAILED, 2L, 1),
                        org.assertj.core.groups.Tuple.tuple("a", ExecutionStatus.SUCCEEDED, 2L, 1));
        assertThat(verdict.executionsComplete()).isTrue();
    }

    @Test
    void detailsCostACallForEachExecution() {
        bench.emulator().createJob("ota-7", "{}", "a", "b", "c");
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.end("b", "ota-7", "FAILED");
        bench.end("c", "ota-7", "SUCCEEDED");

        JobVerdict verdict = verdict("iot-jobs:await?jobId=ota-7&maxExecutions=2&includeDetails=true");

        assertThat(verdict.executions())
                .extracting(Execution::statusDetails)
                .containsExactly(Map.of("step", "failed"), Map.of("step", "succeeded"));
        assertThat(bench.bench().count(Operation.CONTROL_DESCRIBE_JOB_EXECUTION))
                .isEqualTo(2);
    }

    @Test
    void longListsAreReadByPages() {
        String[] things = IntStream.range(0, 300).mapToObj(i -> "t" + i).toArray(String[]::new);
        bench.emulator().createJob("ota-7", "{}", things);
        bench.emulator().cancelJob("ota-7", false);

        JobVerdict verdict = verdict("iot-jobs:await?jobId=ota-7&maxExecutions=1000");

        assertThat(verdict.executions()).hasSize(300);
        assertThat(verdict.executionsComplete()).isTrue();
        assertThat(bench.bench().count(Operation.LIST_JOB_EXECUTIONS_FOR_JOB)).isEqualTo(2);
    }

    @Test
    void aVerdictIsNotLostWhenItsExecutionsCannotBeRead() {
        bench.emulator().createJob("ota-7", "{}", "a");
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.emulator().faults().add(Fault.forbidden().on(Operation.LIST_JOB_EXECUTIONS_FOR_JOB));

        JobVerdict verdict = verdict("iot-jobs:await?jobId=ota-7&maxExecutions=5");

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.executions()).isEmpty();
        assertThat(verdict.executionsComplete()).isFalse();
    }

    @Test
    void throttlingWhileExecutionsAreReadIsWaitedFor() {
        bench.emulator().createJob("ota-7", "{}", "a");
        bench.end("a", "ota-7", "SUCCEEDED");
        bench.emulator()
                .faults()
                .add(Fault.throttle().on(Operation.LIST_JOB_EXECUTIONS_FOR_JOB).first(2));

        JobVerdict verdict = verdict("iot-jobs:await?jobId=ota-7&maxExecutions=5");

        assertThat(verdict.executions()).extracting(Execution::thing).containsExactly("a");
        assertThat(verdict.executionsComplete()).isTrue();
    }

    private JobVerdict verdict(String uri) {
        return bench.verdict(bench.begin(uri), STEP);
    }
}
