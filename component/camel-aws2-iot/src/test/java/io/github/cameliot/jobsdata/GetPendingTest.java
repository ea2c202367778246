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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.cameliot.jobsdata.model.JobExecutionSummary;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GetPendingTest {

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
    void listsWhatIsInProgressAndWhatIsQueued() {
        bench.job("list-1", "list").job("list-2", "list");
        bench.send("iot-jobs-data:startNext?thing=list");

        Exchange answer = bench.send("iot-jobs-data:getPending", Map.of(IotJobsDataConstants.THING, "list"));

        PendingJobExecutions pending = answer.getMessage().getBody(PendingJobExecutions.class);
        assertThat(pending.thing()).isEqualTo("list");
        assertThat(pending.inProgressJobs())
                .extracting(JobExecutionSummary::jobId, JobExecutionSummary::versionNumber)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("list-1", 2L));
        assertThat(pending.queuedJobs())
                .extracting(JobExecutionSummary::jobId, JobExecutionSummary::startedAt)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("list-2", null));
        assertThat(bench.calls("list")).isEqualTo(2);
    }

    @Test
    void anIdleThingHasTwoEmptyLists() {
        bench.emulator().createThing("idle");

        PendingJobExecutions pending =
                bench.send("iot-jobs-data:getPending?thing=idle").getMessage().getBody(PendingJobExecutions.class);

        assertThat(pending.inProgressJobs()).isEmpty();
        assertThat(pending.queuedJobs()).isEmpty();
        assertThat(bench.calls("idle")).isEqualTo(1);
    }

    @Test
    void theRecordsBecomeJsonByCamelJacksonWithItsModuleForTimes() throws Exception {
        bench.job("json-1", "json");
        JacksonDataFormat json = new JacksonDataFormat();
        json.setModuleClassNames(JavaTimeModule.class.getName());
        json.setDisableFeatures("WRITE_DATES_AS_TIMESTAMPS");
        bench.routes(r ->
                r.from("direct:json").to("iot-jobs-data:getPending?thing=json").marshal(json));

        String text = bench.send("direct:json").getMessage().getBody(String.class);

        JsonNode job = new ObjectMapper().readTree(text).at("/queuedJobs/0");
        assertThat(job.at("/jobId").asText()).isEqualTo("json-1");
        assertThat(job.at("/queuedAt").asText()).matches("\\d{4}-.*Z");
    }
}
