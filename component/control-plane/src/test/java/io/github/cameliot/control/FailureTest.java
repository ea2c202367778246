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

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that fail say what was tried, on what, what was found and what to do. */
class FailureTest {

    private static final String GROUP = "arn:aws:iot:eu-west-1:123456789012:thinggroup/nowhere";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create?jobId=ota-7&thing=nobody | find thing nobody | 404",
                "create?jobId=ota-7&targets=" + GROUP + " | create job ota-7 | 404",
                "describe?jobId=ota-7 | describe job ota-7 | 404",
                "cancel?jobId=ota-7 | cancel job ota-7 | 404",
                "describeExecution?jobId=ota-7&thing=nobody&executionNumber=2 | on thing nobody, execution 2 | 404",
            })
    void whatIsNotThereIsA404(String uri, String tried, int status) {
        try (Bench bench = Bench.open()) {
            Exchange exchange = bench.send("iot-jobs:" + uri, "{}");

            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(JobsCallException.class, e -> assertThat(e.statusCode())
                            .isEqualTo(status))
                    .hasMessageContainingAll(tried, "ResourceNotFoundException", "does not exist in this account");
        }
    }

    @Test
    void throttlingIsTriedAgainByTheSdk() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.emulator()
                    .faults()
                    .add(Fault.throttle().on(Operation.CREATE_JOB).first(2));

            bench.sent("iot-jobs:create?jobId=ota-7&thing=pump-12", "{}");

            assertThat(bench.count(Operation.CREATE_JOB)).isEqualTo(3);
        }
    }

    @Test
    void throttlingThatLastsIsNamedAlthoughItIsA400() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createJob("ota-7", "{}", "pump-12");
            bench.emulator().faults().add(Fault.throttle().on(Operation.DESCRIBE_JOB));

            Exchange exchange = bench.send("iot-jobs:describe?jobId=ota-7&retryMode=none", null);

            assertThat(exchange.getException())
                    .hasMessageContainingAll("400", "ThrottlingException", "Too many calls", "10 a second");
        }
    }

    @ParameterizedTest
    @CsvSource({"create,CREATE_JOB,CreateJob", "describe,DESCRIBE_JOB,DescribeJob", "cancel,CANCEL_JOB,CancelJob"})
    void a403NamesTheActionToAllow(String operation, Operation faulty, String action) {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.emulator().faults().add(Fault.forbidden().on(faulty));

            Exchange exchange = bench.send(
                    "iot-jobs:" + operation + "?jobId=ota-7",
                    "{}",
                    operation.equals("create") ? Map.of("CamelAwsIotJobsThing", "pump-12") : Map.of());

            assertThat(exchange.getException()).hasMessageContainingAll("403", "Allow iot:" + action);
        }
    }

    @Test
    void a403OfAWrongKeyIsNoMissingPermission() {
        AccessKey key = AccessKey.of("AKIDOTHER", "not-a-secret");
        try (Bench bench = Bench.open();
                JobsEmulator strict = JobsEmulator.builder().accessKey(key).start()) {
            Exchange exchange =
                    bench.send("iot-jobs:describe?jobId=ota-7&uriEndpointOverride=" + strict.endpoint(), null);

            assertThat(exchange.getException())
                    .hasMessageContainingAll("403", "UnrecognizedClientException", "not a missing permission")
                    .hasMessageNotContaining("Allow iot:");
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anAnswer200ThatShowsNoJobIsNoSuccess(boolean empty) {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.emulator().faults().add((empty ? Fault.emptyBody() : Fault.errorBody()).on(Operation.CREATE_JOB));

            Exchange exchange = bench.send("iot-jobs:create?jobId=ota-7&thing=pump-12", "{}");

            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(JobsCallException.class, e -> assertThat(e.isAmbiguous())
                            .isTrue())
                    .hasMessageContainingAll("create job ota-7", "uriEndpointOverride");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CamelAwsIotJobsJobId | a b | CamelAwsIotJobsJobId='a b'",
                "CamelAwsIotJobsThing | a/b | CamelAwsIotJobsThing='a/b'",
                "CamelAwsIotJobsThing | a,,b | CamelAwsIotJobsThing",
                "CamelAwsIotJobsTargets | pump-12 | CamelAwsIotJobsTargets has 'pump-12'",
                "CamelAwsIotJobsInProgressTimeout | 30s | CamelAwsIotJobsInProgressTimeout='30s'",
                "CamelAwsIotJobsInProgressTimeout | 8d | CamelAwsIotJobsInProgressTimeout='8d'",
                "CamelAwsIotJobsRetry | FAILED | CamelAwsIotJobsRetry='FAILED'",
                "CamelAwsIotJobsMaximumPerMinute | many | CamelAwsIotJobsMaximumPerMinute='many'",
                "CamelAwsIotJobsTargetSelection | ALL | CamelAwsIotJobsTargetSelection='ALL'",
            })
    void aHeaderThatCannotBeUsedIsRefusedBeforeAnyCall(String header, String value, String shown) {
        try (Bench bench = Bench.open()) {
            Exchange exchange = bench.send("iot-jobs:create?jobId=ota-7&thing=pump-12", "{}", Map.of(header, value));

            assertThat(exchange.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(shown);
            assertThat(bench.emulator().requests().total()).isZero();
        }
    }

    @Test
    void anIdOfSixtyFiveCharactersIsRefusedAndShownOnOneLine() {
        try (Bench bench = Bench.open()) {
            Exchange tooLong =
                    bench.send("iot-jobs:create?thing=pump-12", "{}", Map.of("CamelAwsIotJobsJobId", "a".repeat(65)));
            Exchange hostile = bench.send(
                    "iot-jobs:create?thing=pump-12", "{}", Map.of("CamelAwsIotJobsJobId", "a\n" + "b".repeat(9999)));

            assertThat(tooLong.getException()).hasMessageContaining("not a job id");
            assertThat(hostile.getException().getMessage()).doesNotContain("\n").hasSizeLessThan(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "create?thing=a,jobId",
        "create?jobId=ota-7,targets",
        "describe,jobId",
        "cancel,jobId",
        "describeExecution?jobId=ota-7,thing"
    })
    void whatIsMissingIsNamed(String uri, String missing) {
        try (Bench bench = Bench.open()) {
            assertThat(bench.send("iot-jobs:" + uri, "{}").getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(missing)
                    .hasMessageContaining("CamelAwsIotJobs");
        }
    }
}
