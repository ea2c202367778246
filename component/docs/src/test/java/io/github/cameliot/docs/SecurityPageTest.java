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
package io.github.cameliot.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.RequestLog;
import io.github.cameliot.jobsdata.JobFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The permissions of the page about security are those of the calls that are made. */
class SecurityPageTest {

    private static final DocPage PAGE = DocPage.read("security");
    private static final List<Operation> COLUMNS = List.of(
            Operation.DESCRIBE_JOB_EXECUTION,
            Operation.GET_PENDING_JOB_EXECUTIONS,
            Operation.START_NEXT_PENDING_JOB_EXECUTION,
            Operation.UPDATE_JOB_EXECUTION);

    @TempDir
    private static Path classes;

    private Workers workers;

    @BeforeEach
    void aJob() {
        workers = new Workers(classes);
        workers.emulator().createJob("ota-7", "{}", "pump-12");
    }

    @AfterEach
    void close() throws Exception {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "from(\"iot-jobs-data:startNext\") | iot-jobs-data:startNext?thing=pump-12",
                "the same with filter | iot-jobs-data:startNext?thing=pump-12&filter=#all",
            })
    void aConsumerMakesTheCallsOfItsRow(String row, String uri) throws Exception {
        DefaultCamelContext camel = workers.context();
        camel.getRegistry().bind("all", JobFilter.class, (JobFilter) execution -> true);
        start(camel, uri, "mock:done");

        workers.ended("pump-12", "ota-7");

        assertThat(calls()).isEqualTo(allowed(row));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "to(\"iot-jobs-data:startNext?session=true\") | iot-jobs-data:startNext?thing=pump-12&session=true",
                "to(\"iot-jobs-data:startNext\") | iot-jobs-data:startNext?thing=pump-12",
                "to(\"iot-jobs-data:describe\") | iot-jobs-data:describe?thing=pump-12",
                "to(\"iot-jobs-data:getPending\") | iot-jobs-data:getPending?thing=pump-12",
                "to(\"iot-jobs-data:update\") | iot-jobs-data:update?thing=pump-12&jobId=ota-7&status=IN_PROGRESS",
            })
    void aCallIsTheOneOfItsRow(String row, String uri) throws Exception {
        call(uri);

        assertThat(calls()).isEqualTo(allowed(row));
    }

    @Test
    void aReleaseReadsAndWrites() throws Exception {
        start(workers.context(), "iot-jobs-data:startNext?thing=pump-12", "iot-jobs-data:update?handOver=30m");
        await().until(() -> workers.emulator()
                .execution("pump-12", "ota-7")
                .statusDetails()
                .getOrDefault("claimedBy", "")
                .contains("state=handed"));
        workers.emulator().requests().clear();

        call("iot-jobs-data:update?thing=pump-12&jobId=ota-7&release=true");

        assertThat(calls()).isEqualTo(allowed("to(\"iot-jobs-data:update?release=true\")"));
    }

    @Test
    void thePolicyIsThatOfAConsumer() throws Exception {
        JsonNode actions = new ObjectMapper()
                .readTree(PAGE.blocks("json").get(0))
                .path("Statement")
                .path(0)
                .path("Action");

        Set<String> named = new TreeSet<>();
        actions.forEach(
                action -> named.add(action.asText().replace("iotjobsdata:", "").toUpperCase(java.util.Locale.ROOT)));

        assertThat(named)
                .isEqualTo(allowed("from(\"iot-jobs-data:startNext\")").stream()
                        .map(operation -> operation.name().replace("_", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aResultIsReportedByHeaders(String language) throws Exception {
        workers.client().startNextPendingJobExecution(r -> r.thingName("pump-12"));
        DefaultCamelContext camel =
                workers.load(workers.context(), language, PAGE.tabs().get(0).get(language));
        camel.start();

        camel.createProducerTemplate()
                .sendBodyAndHeaders("direct:results", null, Map.of("thing", "pump-12", "job", "ota-7"));

        assertThat(workers.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private Set<Operation> calls() {
        return workers.emulator().requests().recent().stream()
                .map(RequestLog.Entry::operation)
                .filter(COLUMNS::contains)
                .collect(Collectors.toSet());
    }

    private static Set<Operation> allowed(String row) {
        List<String> cells = PAGE.table("Least privilege in IAM").stream()
                .filter(cell -> cell.get(0).equals(row))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, COLUMNS.size())
                .filter(i -> cells.get(i + 1).equals("yes"))
                .mapToObj(COLUMNS::get)
                .collect(Collectors.toSet());
    }

    private void call(String uri) throws Exception {
        DefaultCamelContext camel = workers.context();
        start(camel, "direct:call", uri);
        camel.createProducerTemplate().sendBody("direct:call", null);
    }

    private static void start(DefaultCamelContext camel, String from, String to) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        });
        camel.start();
    }
}
