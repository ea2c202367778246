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

import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DescribeTest {

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
    void asksForTheNextJobByDefaultAndStartsNothing() {
        bench.job("next-1", "next");

        Message answer = bench.send("iot-jobs-data:describe?thing=next").getMessage();

        assertThat(answer.getBody()).isEqualTo("{\"job\":\"next-1\"}");
        assertThat(answer.getHeaders())
                .containsEntry(IotJobsDataConstants.THING, "next")
                .containsEntry(IotJobsDataConstants.JOB_ID, "next-1")
                .containsEntry(IotJobsDataConstants.EXECUTION_NUMBER, 1L)
                .containsEntry(IotJobsDataConstants.STATUS, "QUEUED")
                .containsEntry(IotJobsDataConstants.STATUS_DETAILS, Map.of())
                .containsEntry(IotJobsDataConstants.VERSION_NUMBER, 1L)
                .hasEntrySatisfying(
                        IotJobsDataConstants.QUEUED_AT, at -> assertThat(at).isInstanceOf(Instant.class))
                .doesNotContainKey(IotJobsDataConstants.STARTED_AT);
        assertThat(bench.emulator().execution("next", "next-1").versionNumber()).isEqualTo(1);
        assertThat(bench.calls("next")).isEqualTo(1);
    }

    @Test
    void findsAJobByItsIdFromOptionOrHeaderAndTheHeaderBeatsTheOption() {
        bench.job("id-1", "byId").job("id-2", "byId");

        Exchange option = bench.send("iot-jobs-data:describe?thing=byId&jobId=id-2");
        Exchange header = bench.send(
                "iot-jobs-data:describe?thing=nobody&jobId=id-2",
                Map.of(IotJobsDataConstants.JOB_ID, "id-1", IotJobsDataConstants.THING, "byId"));
        Exchange next = bench.send(
                "iot-jobs-data:describe?thing=byId&jobId=id-2", Map.of(IotJobsDataConstants.JOB_ID, "$next"));

        assertThat(option.getMessage().getHeader(IotJobsDataConstants.JOB_ID)).isEqualTo("id-2");
        assertThat(header.getMessage().getHeader(IotJobsDataConstants.JOB_ID)).isEqualTo("id-1");
        assertThat(next.getMessage().getHeader(IotJobsDataConstants.JOB_ID)).isEqualTo("id-1");
        assertThat(bench.calls("byId")).isEqualTo(3);
    }

    @Test
    void asksForOneExecutionNumber() {
        bench.job("number-1", "number");
        String uri = "iot-jobs-data:describe?thing=number&jobId=number-1&executionNumber=2";

        Exchange missing = bench.send(uri);
        Exchange found = bench.send(uri, Map.of(IotJobsDataConstants.EXECUTION_NUMBER, "1"));

        assertThat(missing.getException(JobsCallException.class).statusCode()).isEqualTo(404);
        assertThat(found.getMessage().getHeader(IotJobsDataConstants.EXECUTION_NUMBER))
                .isEqualTo(1L);
        assertThat(bench.calls("number")).isEqualTo(2);
    }

    @Test
    void leavesTheDocumentOutOnRequest() {
        bench.job("bare-1", "bare");

        Message answer = bench.send("iot-jobs-data:describe?thing=bare&includeJobDocument=false", m -> m.setBody("x"))
                .getMessage();

        assertThat(answer.getBody()).isNull();
        assertThat(answer.getHeader(IotJobsDataConstants.JOB_ID)).isEqualTo("bare-1");
    }

    @Test
    void nothingPendingIsANullBodyWithoutTheHeadersOfAnEarlierExecution() {
        bench.emulator().createThing("empty");
        bench.job("full-1", "full");
        bench.routes(r -> r.from("direct:twice")
                .to("iot-jobs-data:startNext?thing=full")
                .setHeader(IotJobsDataConstants.THING, r.constant("empty"))
                .removeHeader(IotJobsDataConstants.JOB_ID)
                .to("iot-jobs-data:describe"));

        Exchange exchange = bench.send("direct:twice", Map.of("Mine", "stays"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("Mine", "stays")
                .containsEntry(IotJobsDataConstants.THING, "empty")
                .doesNotContainKeys(
                        IotJobsDataConstants.JOB_ID,
                        IotJobsDataConstants.EXECUTION_NUMBER,
                        IotJobsDataConstants.STATUS,
                        IotJobsDataConstants.STATUS_DETAILS,
                        IotJobsDataConstants.VERSION_NUMBER,
                        IotJobsDataConstants.QUEUED_AT,
                        IotJobsDataConstants.STARTED_AT,
                        IotJobsDataConstants.LAST_UPDATED_AT,
                        IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT);
        assertThat(bench.calls("empty")).isEqualTo(1);
    }

    @Test
    void aTerminalExecutionIsAnError410() {
        bench.job("over-1", "over");
        bench.send("iot-jobs-data:update?thing=over&jobId=over-1&status=REJECTED");

        JobsCallException refused =
                bench.send("iot-jobs-data:describe?thing=over&jobId=over-1").getException(JobsCallException.class);

        assertThat(refused.statusCode()).isEqualTo(410);
        assertThat(refused.errorType()).isEqualTo("TerminalStateException");
        assertThat(refused).hasMessageContainingAll("Cannot describe job over-1 of thing over", "410", "control plane");
        assertThat(bench.count(Operation.DESCRIBE_JOB_EXECUTION, "over")).isEqualTo(1);
    }

    @Test
    void anUnknownJobOrThingIsAnError404() {
        bench.emulator().createThing("known");

        for (String asked : new String[] {"thing=known&jobId=nope", "thing=unknown"}) {
            JobsCallException refused =
                    bench.send("iot-jobs-data:describe?" + asked).getException(JobsCallException.class);

            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.errorType()).isEqualTo("ResourceNotFoundException");
            assertThat(refused.isAmbiguous()).isFalse();
        }
    }
}
