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

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Operation;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iot.model.AbortCriteria;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iot.model.CreateJobResponse;
import software.amazon.awssdk.services.iot.model.Job;

/** What create asks the service for, and what the route sees of it. */
class CreateTest {

    private static final String DOCUMENT = "{\"version\":7}";

    @Test
    void aThingByItsNameGetsTheJobForTwoCalls() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");

            Exchange exchange = bench.sent("iot-jobs:create?jobId=ota-7&thing=pump-12", DOCUMENT);

            assertThat(bench.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
            assertThat(exchange.getMessage().getBody()).isEqualTo(DOCUMENT);
            assertThat(exchange.getMessage().getHeaders())
                    .containsEntry("CamelAwsIotJobsJobId", "ota-7")
                    .containsEntry("CamelAwsIotJobsCreated", true)
                    .containsEntry("CamelAwsIotJobsJobArn", bench.job("ota-7").jobArn());
            assertThat(bench.count(Operation.DESCRIBE_THING)).isEqualTo(1);
            assertThat(bench.count(Operation.CREATE_JOB)).isEqualTo(1);
        }
    }

    @Test
    void targetsByTheirArnsGoAsTheyAreForOneCall() {
        try (Bench bench = Bench.open()) {
            String thing = bench.thing("pump-12");
            bench.emulator().createGroup("west", "valve-3");
            String group = thing.replace("thing/pump-12", "thinggroup/west");
            long before = bench.emulator().requests().total();

            bench.sent("iot-jobs:create?jobId=ota-7&targets=" + thing + "," + group, DOCUMENT);

            assertThat(bench.emulator().requests().total() - before).isEqualTo(1);
            assertThat(bench.job("ota-7").targets()).containsExactlyInAnyOrder(thing, group);
            assertThat(bench.emulator().execution("valve-3", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
        }
    }

    @Test
    void severalThingsAreSeparatedByCommasAndCountOnce() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12", "pump-17");

            bench.sent(
                    "iot-jobs:create?jobId=ota-7",
                    DOCUMENT,
                    Map.of("CamelAwsIotJobsThing", "pump-12, pump-17,pump-12"));

            assertThat(bench.job("ota-7").targets()).hasSize(2);
            assertThat(bench.count(Operation.DESCRIBE_THING)).isEqualTo(2);
        }
    }

    @Test
    void allOptionsReachTheService() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");

            bench.sent(
                    "iot-jobs:create?jobId=ota-7&thing=pump-12&description=seven&targetSelection=CONTINUOUS"
                            + "&inProgressTimeout=1h30m&retry=FAILED:3,TIMED_OUT:2&maximumPerMinute=50",
                    DOCUMENT);

            Job job = bench.job("ota-7");
            assertThat(job.description()).isEqualTo("seven");
            assertThat(job.targetSelectionAsString()).isEqualTo("CONTINUOUS");
            assertThat(job.timeoutConfig().inProgressTimeoutInMinutes()).isEqualTo(90);
            assertThat(RetryRules.of(job.jobExecutionsRetryConfig())).hasToString("FAILED:3,TIMED_OUT:2");
            assertThat(job.jobExecutionsRolloutConfig().maximumPerMinute()).isEqualTo(50);
        }
    }

    @Test
    void headersBeatOptions() {
        try (Bench bench = Bench.open()) {
            String other = bench.thing("pump-17");

            Exchange exchange = bench.sent(
                    "iot-jobs:create?jobId=ota-7&thing=pump-12&description=seven&targetSelection=SNAPSHOT"
                            + "&inProgressTimeout=1h&retry=ALL:1&maximumPerMinute=50",
                    DOCUMENT,
                    Map.of(
                            "CamelAwsIotJobsJobId", "ota-8",
                            "CamelAwsIotJobsTargets", List.of(other),
                            "CamelAwsIotJobsDescription", "eight",
                            "CamelAwsIotJobsTargetSelection", "continuous",
                            "CamelAwsIotJobsInProgressTimeout", Duration.ofMinutes(5),
                            "CamelAwsIotJobsRetry", "FAILED:1",
                            "CamelAwsIotJobsMaximumPerMinute", 7));

            Job job = bench.job("ota-8");
            assertThat(exchange.getMessage().getHeader("CamelAwsIotJobsJobId")).isEqualTo("ota-8");
            assertThat(job.targets()).containsExactly(other);
            assertThat(job.description()).isEqualTo("eight");
            assertThat(job.targetSelectionAsString()).isEqualTo("CONTINUOUS");
            assertThat(job.timeoutConfig().inProgressTimeoutInMinutes()).isEqualTo(5);
            assertThat(RetryRules.of(job.jobExecutionsRetryConfig())).hasToString("FAILED:1");
            assertThat(job.jobExecutionsRolloutConfig().maximumPerMinute()).isEqualTo(7);
        }
    }

    @Test
    void theThingOfAClaimedJobDoesNotChangeTargetsThatAreSet() {
        try (Bench bench = Bench.open()) {
            String arn = bench.thing("pump-12");

            bench.sent(
                    "iot-jobs:create?jobId=ota-7&targets=" + arn, DOCUMENT, Map.of("CamelAwsIotJobsThing", "gateway"));

            assertThat(bench.job("ota-7").targets()).containsExactly(arn);
        }
    }

    static Stream<Object> bodies() {
        byte[] bytes = DOCUMENT.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Map.of("version", 7),
                JsonNodeFactory.instance.objectNode().put("version", 7),
                bytes,
                new ByteArrayInputStream(bytes),
                new StringReader(DOCUMENT),
                new InputStreamCache(bytes));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyBecomesItsJsonTextAndCanBeReadAfterwards(Object body) {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");

            Exchange exchange = bench.sent("iot-jobs:create?jobId=ota-7&thing=pump-12", body);

            assertThat(bench.document("ota-7")).isEqualTo(DOCUMENT);
            if (!(body instanceof Map) && !body.getClass().getName().contains("jackson")) {
                assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(DOCUMENT);
            }
        }
    }

    @Test
    void aDocumentOfTheMostCharactersIsCreated() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            String document = "{\"a\":\"" + "\uD83D\uDE00".repeat(JobDocument.MOST_CHARACTERS - 8) + "\"}";

            bench.sent("iot-jobs:create?jobId=ota-7&thing=pump-12", document);

            assertThat(bench.document("ota-7")).isEqualTo(document);
        }
    }

    @Test
    void aRequestOfTheSdksOwnGoesAsItIs() {
        try (Bench bench = Bench.open()) {
            CreateJobRequest request = CreateJobRequest.builder()
                    .jobId("ota-7")
                    .targets(bench.thing("pump-12"))
                    .document(DOCUMENT)
                    .abortConfig(a -> a.criteriaList(List.of(AbortCriteria.builder()
                            .failureType("FAILED")
                            .action("CANCEL")
                            .thresholdPercentage(20.0)
                            .minNumberOfExecutedThings(3)
                            .build())))
                    .build();

            Exchange exchange = bench.sent("iot-jobs:create?pojoRequest=true", request);
            Exchange wrong = bench.send("iot-jobs:create?pojoRequest=true", DOCUMENT);

            assertThat(exchange.getMessage().getBody()).isInstanceOf(CreateJobResponse.class);
            assertThat(bench.job("ota-7").abortConfig().criteriaList()).hasSize(1);
            assertThat(wrong.getException())
                    .hasMessageContainingAll("pojoRequest=true", "CreateJobRequest", "java.lang.String")
                    .hasMessageNotContaining("version");
        }
    }
}
