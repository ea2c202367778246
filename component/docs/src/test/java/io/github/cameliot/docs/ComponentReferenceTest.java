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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.jobsdata.IotJobsDataOperation;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import io.github.cameliot.jobsdata.session.JobSession;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** What the page of the component says in tables, policies and sentences is what the component does. */
class ComponentReferenceTest {

    private static final DocPage PAGE = DocPage.read("iot-jobs-data-component");

    @TempDir
    private Path classes;

    private DocBed bed;

    @BeforeEach
    void start() {
        bed = new DocBed(classes);
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void operationsDoWhatTheirTableSaysWithOneCallEach() {
        bed.emulator().createJob("ota-7", "{\"image\":\"7\"}", "pump-12");
        List<String> uris =
                PAGE.table("Operations").stream().map(row -> row.get(0)).toList();
        bed.start();

        List<Object> bodies = new ArrayList<>();
        uris.forEach(uri -> bodies.add(request(uri).getMessage().getBody()));

        assertThat(uris).hasSameSizeAs(IotJobsDataOperation.values());
        assertThat(bodies.get(0)).isEqualTo("{\"image\":\"7\"}");
        assertThat(bodies.get(1)).isInstanceOf(PendingJobExecutions.class);
        assertThat(bodies.get(2)).isEqualTo("{\"image\":\"7\"}");
        assertThat(bodies.get(3)).isEqualTo("body before");
        assertThat(bed.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bed.emulator().requests().total()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "startNext"})
    void withoutAJobTheBodyIsNullAndHeadersOfAnEarlierOneAreGone(String operation) {
        bed.emulator().createThing("pump-12");
        bed.start();

        Message message = bed.camel()
                .createProducerTemplate()
                .request("iot-jobs-data:" + operation + "?thing=pump-12", exchange -> {
                    exchange.getMessage().setBody("body before");
                    exchange.getMessage().setHeader("CamelAwsIotJobsStatus", "SUCCEEDED");
                })
                .getMessage();

        assertThat(message.getBody()).isNull();
        assertThat(message.getHeaders()).doesNotContainKey("CamelAwsIotJobsStatus");
    }

    @ParameterizedTest
    @CsvSource({"describe, GET", "getPending, GET", "startNext, PUT", "update, POST"})
    void aPresignedCallIsNotMadeAndSaysItsMethod(String operation, String method) {
        bed.start();
        String of = operation.equals("update") ? "&jobId=ota-7&status=SUCCEEDED" : "";

        Message message = request("iot-jobs-data:" + operation + "?presign=15m&thing=pump-12" + of)
                .getMessage();

        assertThat(message.getHeader("CamelAwsIotJobsPresignedMethod")).isEqualTo(method);
        assertThat(message.getHeaders().containsKey("CamelAwsIotJobsPresignedBody"))
                .isEqualTo(!method.equals("GET"));
        assertThat(message.getHeader("CamelAwsIotJobsPresignedExpiresAt")).isNotNull();
        assertThat(message.getBody(String.class))
                .startsWith(bed.emulator().endpoint().toString());
        assertThat(bed.emulator().requests().total()).isZero();
        assertThat(PAGE.table("Presigned URLs").get(1).get(1))
                .matches("(?s).*" + method + " for [^,]*" + operation + ".*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iot-jobs-data:update?thing=pump-12&delay=5s",
                "iot-jobs-data:startNext?thing=pump-12&lease=5m",
                "iot-jobs-data:startNext?thing=pump-12&session=true&presign=15m",
                "iot-jobs-data:update?thing=pump-12&handOver=1h&presign=15m",
                "iot-jobs-data:update?thing=pump-12&release=true&presign=15m"
            })
    void optionsThatThePageSaysAreRefusedInAProducerAreRefused(String uri) throws Exception {
        bed.camel().addRoutes(route("direct:start", uri));

        assertThatThrownBy(bed::start).hasStackTraceContaining(uri.contains("presign") ? "presign" : "no meaning");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe?thing=a", "getPending?thing=a", "update?thing=a", "startNext?thing=a&presign=1h"})
    void onlyStartNextWithoutPresignCanBeUsedInFrom(String uri) throws Exception {
        bed.camel().addRoutes(route("iot-jobs-data:" + uri, "log:end"));

        assertThatThrownBy(bed::start).hasStackTraceContaining("in from(");
    }

    @Test
    void pollEnrichIsRefused() throws Exception {
        bed.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").pollEnrich("iot-jobs-data:startNext?thing=pump-12", 100);
            }
        });
        bed.start();

        Exchange exchange = request("direct:start");

        assertThat(exchange.getException()).hasStackTraceContaining("Use enrich");
    }

    @Test
    void methodsOfTheSessionAreThere() {
        List<String> methods = Arrays.stream(JobSession.class.getMethods())
                .map(Method::getName)
                .toList();

        List<String> named = PAGE.table("The session in a route").stream()
                .flatMap(row -> Pattern.compile("(\\w+)\\(").matcher(row.get(0)).results())
                .map(found -> found.group(1))
                .toList();

        assertThat(named).hasSize(13).isSubsetOf(methods);
    }

    @Test
    void policyAllowsTheFourOperationsOfTheServiceAndNothingElse() throws Exception {
        List<String> operations = Arrays.stream(IotJobsDataPlaneClient.class.getMethods())
                .map(method -> StringHelper.capitalize(method.getName()))
                .toList();

        JsonNode statement = new ObjectMapper()
                .readTree(PAGE.blocks("json").get(0))
                .path("Statement")
                .path(0);

        assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
        assertThat(statement.path("Resource").asText()).matches("arn:aws:iot:[a-z0-9-]+:\\d{12}:thing/.+");
        assertThat(statement.path("Action"))
                .extracting(JsonNode::asText)
                .hasSize(4)
                .allSatisfy(action -> assertThat(operations).contains(StringHelper.after(action, "iotjobsdata:")));
    }

    @Test
    void dependencyIsTheOneThatIsBuilt() throws Exception {
        String pom = Files.readString(DocPage.ROOT.resolve("component/camel-aws2-iot/pom.xml"));

        assertThat(PAGE.blocks("xml").get(0))
                .contains(tag(pom, "groupId"), "<artifactId>camel-aws2-iot</artifactId>", tag(pom, "version"));
    }

    /** The first such element of a POM: that of its parent, which a module inherits. */
    static String tag(String pom, String name) {
        return pom.substring(pom.indexOf("<" + name + ">"), pom.indexOf("</" + name + ">")) + "</" + name + ">";
    }

    private Exchange request(String uri) {
        return bed.camel().createProducerTemplate().request(uri, exchange -> exchange.getMessage()
                .setBody("body before"));
    }

    private static RouteBuilder route(String from, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        };
    }
}
