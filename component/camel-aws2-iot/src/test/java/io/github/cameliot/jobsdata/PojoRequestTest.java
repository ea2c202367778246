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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.client.JobsCallException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionResponse;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionResponse;

class PojoRequestTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void theRequestsOfTheSdkGoOutAsTheyAreAndItsResponsesComeBack() {
        bench.job("pojo-1", "pojo");

        assertThat(answer(
                                "describe",
                                DescribeJobExecutionRequest.builder()
                                        .thingName("pojo")
                                        .jobId("$next")
                                        .build(),
                                DescribeJobExecutionResponse.class)
                        .execution()
                        .jobId())
                .isEqualTo("pojo-1");
        assertThat(answer(
                                "getPending",
                                GetPendingJobExecutionsRequest.builder()
                                        .thingName("pojo")
                                        .build(),
                                GetPendingJobExecutionsResponse.class)
                        .queuedJobs())
                .hasSize(1);
        assertThat(answer(
                                "startNext",
                                StartNextPendingJobExecutionRequest.builder()
                                        .thingName("pojo")
                                        .build(),
                                StartNextPendingJobExecutionResponse.class)
                        .execution()
                        .versionNumber())
                .isEqualTo(2);
        assertThat(answer(
                                "update",
                                UpdateJobExecutionRequest.builder()
                                        .thingName("pojo")
                                        .jobId("pojo-1")
                                        .status("SUCCEEDED")
                                        .build(),
                                UpdateJobExecutionResponse.class)
                        .executionState())
                .isNull();
        assertThat(bench.emulator().execution("pojo", "pojo-1").status().isTerminal())
                .isTrue();
        assertThat(bench.calls("pojo")).isEqualTo(4);
    }

    @Test
    void aRequestThatWritesTheClaimMarkerIsRefused() {
        Map<String, String> details = Map.of("claimedBy", "v1 worker=x");

        Exchange update = bench.send(
                "iot-jobs-data:update?pojoRequest=true",
                m -> m.setBody(UpdateJobExecutionRequest.builder()
                        .thingName("pojo")
                        .jobId("pojo-1")
                        .status("IN_PROGRESS")
                        .statusDetails(details)
                        .build()));
        Exchange start = bench.send(
                "iot-jobs-data:startNext?pojoRequest=true",
                m -> m.setBody(StartNextPendingJobExecutionRequest.builder()
                        .thingName("pojo")
                        .statusDetails(details)
                        .build()));

        assertThat(update.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("claimedBy", "only a session");
        assertThat(start.getException()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anotherBodyIsRefusedWithTheClassThatIsWanted(IotJobsDataOperation operation) {
        Exchange text = bench.send("iot-jobs-data:" + operation + "?pojoRequest=true", m -> m.setBody("{}"));
        Exchange none = bench.send("iot-jobs-data:" + operation + "?pojoRequest=true");

        assertThat(text.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "pojoRequest=true",
                        "iot-jobs-data:" + operation,
                        "software.amazon.awssdk.services.iotjobsdataplane.model.",
                        "java.lang.String");
        assertThat(none.getException()).hasMessageContaining("found none");
    }

    @Test
    void aRequestThatLacksTheThingIsRefusedWithWhatIsMissing() {
        Exchange exchange = bench.send(
                "iot-jobs-data:startNext?pojoRequest=true",
                m -> m.setBody(StartNextPendingJobExecutionRequest.builder().build()));

        assertThat(exchange.getException())
                .isInstanceOf(JobsCallException.class)
                .hasMessageContaining("thingName");
    }

    private static <T> T answer(String operation, Object request, Class<T> type) {
        Exchange exchange = bench.send("iot-jobs-data:" + operation + "?pojoRequest=true", m -> m.setBody(request));
        assertThat(exchange.getException()).isNull();
        return type.cast(exchange.getMessage().getBody());
    }
}
