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

import io.github.cameliot.control.IotJobsOperation;
import io.github.cameliot.control.JobConflictException;
import io.github.cameliot.control.JobDescription;
import io.github.cameliot.control.JobExecutionDescription;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iot.IotClient;

/** The routes and tables on the page of the control plane are what the component does. */
class ControlPlanePageTest {

    private static final DocPage PAGE = DocPage.read("iot-jobs-component");

    @TempDir
    private Path classes;

    private DocBed bed;

    @BeforeEach
    void start() {
        bed = new DocBed(classes);
        bed.emulator().createGroup("west", "pump-12");
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aMessageThatIsSentTwiceMakesOneJob(String language) throws Exception {
        bed.load(language, example("UpdateWestRoute").get(language)).start();

        Exchange first = send("direct:update-west", "{\"version\":7}");
        Exchange second = send("direct:update-west", "{\"version\":7}");
        Exchange other = send("direct:update-west", "{\"version\":8}");

        assertThat(first.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(true);
        assertThat(second.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(false);
        assertThat(second.getMessage().getHeader("CamelAwsIotJobsJobArn"))
                .isNotNull()
                .isEqualTo(first.getMessage().getHeader("CamelAwsIotJobsJobArn"));
        assertThat(other.getException())
                .isInstanceOf(JobConflictException.class)
                .hasMessageContaining("document")
                .hasMessageNotContaining("version");
        assertThat(bed.emulator().executions("pump-12")).singleElement().satisfies(e -> assertThat(e.status())
                .isEqualTo(ExecutionStatus.QUEUED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void cancellingWithForceEndsWhatIsInProgress(String language) throws Exception {
        bed.emulator().createJob("ota-7", "{}", "pump-12");
        bed.load(language, example("WithdrawRoute").get(language)).start();
        bed.camel().createProducerTemplate().sendBody("iot-jobs-data:startNext?thing=pump-12", null);

        Exchange first = send("direct:withdraw", "body before");
        Exchange second = send("direct:withdraw", "body before");

        assertThat(first.getException()).isNull();
        assertThat(second.getException()).as("cancelled twice").isNull();
        assertThat(first.getMessage().getBody()).isEqualTo("body before");
        assertThat(bed.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void whatAThingMadeOfAJobIsReadAfterItHasEndedThere(String language) throws Exception {
        bed.emulator().createJob("ota-7", "{}", "pump-12");
        bed.load(language, example("OneThingRoute").get(language)).start();
        bed.camel()
                .createProducerTemplate()
                .sendBody("iot-jobs-data:update?thing=pump-12&jobId=ota-7&status=FAILED&statusDetails.step=2", "");

        Exchange read = send("direct:one-thing", "body before");

        assertThat(read.getMessage().getHeader("CamelAwsIotJobsStatus")).isEqualTo("FAILED");
        assertThat(read.getMessage().getHeader("CamelAwsIotJobsStatusDetails")).isEqualTo(Map.of("step", "2"));
        assertThat(read.getMessage().getBody()).isInstanceOf(JobExecutionDescription.class);
    }

    @Test
    void operationTableNamesTheOperationsAndActionsThatThereAre() {
        List<String> actions = Arrays.stream(IotClient.class.getMethods())
                .map(method -> "iot:" + StringHelper.capitalize(method.getName()))
                .toList();
        List<List<String>> table = PAGE.table("Operations");

        assertThat(table)
                .extracting(row -> row.get(0))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(IotJobsOperation.values()).map(Enum::name).toList());
        assertThat(table.stream().flatMap(row -> Pattern.compile("iot:[A-Z][A-Za-z]+")
                        .matcher(row.get(4))
                        .results()
                        .map(MatchResult::group)))
                .hasSize(10)
                .isSubsetOf(actions);
    }

    @Test
    void createLooksUpEachNameAndTwoCallsTellThatAnIdIsTaken() {
        bed.emulator().createThing("pump-17");
        bed.start();
        String create = "iot-jobs:create?jobId=ota-7&thing=pump-12,pump-17";

        send(create, "{}");
        long first = bed.emulator().requests().total();
        send(create, "{}");
        long second = bed.emulator().requests().total() - first;
        Exchange described = send("iot-jobs:describe?jobId=ota-7", "");

        assertThat(first).isEqualTo(1 + 2);
        assertThat(second).isEqualTo(1 + 2 + 2);
        assertThat(bed.emulator().requests().count(Operation.DESCRIBE_THING)).isEqualTo(4);
        assertThat(described.getMessage().getBody()).isInstanceOf(JobDescription.class);
    }

    @Test
    void theHeaderOfAClaimedJobOverridesTheJobIdButItsThingDoesNotChangeTheTargets() {
        bed.start();

        Exchange created = bed.camel()
                .createProducerTemplate()
                .request(
                        "iot-jobs:create?jobId=ota-8&targets=arn:aws:iot:eu-west-1:"
                                + bed.emulator().account() + ":thinggroup/west",
                        exchange -> {
                            exchange.getMessage().setBody("{}");
                            exchange.getMessage().setHeader("CamelAwsIotJobsJobId", "ota-7");
                            exchange.getMessage().setHeader("CamelAwsIotJobsThing", "pump-17");
                        });

        assertThat(created.getException()).isNull();
        assertThat(bed.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESAME", "\"SESAME\"", "{\"pin\":SESAME}"})
    void whatIsNoJobDocumentIsRefusedBeforeAnyCallAndNotShown(String body) {
        bed.start();

        Exchange refused = send("iot-jobs:create?jobId=ota-7&thing=pump-12", body);

        assertThat(refused.getException()).isNotNull().hasMessageNotContaining("SESAME");
        assertThat(bed.emulator().requests().total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create?jobId=a&maxFailed=5",
                "await?jobId=a&force=true",
                "describe?jobId=a&timeout=1h",
                "cancel?jobId=a&thing=pump-12",
                "await?jobId=a&pojoRequest=true"
            })
    void anOptionOfAnotherOperationIsRefusedAtTheStart(String uri) throws Exception {
        bed.camel().addRoutes(route("direct:start", "iot-jobs:" + uri));

        assertThatThrownBy(bed::start).hasStackTraceContaining("has no meaning for iot-jobs:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe?jobId=a&mustExist=false", "cancel?jobId=a&traceContext=trace"})
    void twoOptionsHaveNoEffectOnOtherOperations(String uri) throws Exception {
        bed.camel().addRoutes(route("direct:start", "iot-jobs:" + uri));

        assertThat(bed.start().getStatus().isStarted()).isTrue();
    }

    @Test
    void fromIsRefused() throws Exception {
        bed.camel().addRoutes(route("iot-jobs:describe?jobId=a", "log:end"));

        assertThatThrownBy(bed::start).hasStackTraceContaining("is not possible in from(). Use a timer");
    }

    @Test
    void dependencyIsTheOneThatIsBuilt() throws Exception {
        String pom = Files.readString(DocPage.ROOT.resolve("component/control-plane/pom.xml"));

        assertThat(PAGE.blocks("xml").get(0))
                .contains(
                        ComponentReferenceTest.tag(pom, "groupId"),
                        "<artifactId>camel-aws2-iot-control</artifactId>",
                        ComponentReferenceTest.tag(pom, "version"));
        assertThat(pom).contains("<artifactId>camel-aws2-iot-control</artifactId>");
    }

    private Exchange send(String uri, Object body) {
        return bed.camel().createProducerTemplate().request(uri, exchange -> exchange.getMessage()
                .setBody(body));
    }

    private static RouteBuilder route(String from, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        };
    }

    /** The example whose Java is the class of that name. */
    private static Map<String, String> example(String name) {
        return PAGE.tabs().stream()
                .filter(example -> example.get("java").contains("class " + name + " "))
                .findFirst()
                .orElseThrow();
    }
}
