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
package io.github.cameliot.routes.workflow;

import static io.github.cameliot.routes.workflow.Documents.steps;
import static io.github.cameliot.routes.workflow.StepWorker.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same workflow, written in each language of Camel. */
class WorkflowDslTest {

    private static final String URI = "iot-jobs-data:startNext?thing=pump-12&amp;delay=50ms";

    private final JobsEmulator emulator = JobsEmulator.start();
    private final StepWorker worker = new StepWorker(emulator);

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    private static void load(CamelContext context, String file, String text) throws Exception {
        Resource resource = ResourceHelper.fromString(file, text);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    }

    static Map<String, String> languages() {
        return Map.of("routes.yaml", """
                - route:
                    from:
                      uri: iot-jobs-data:startNext
                      parameters:
                        thing: pump-12
                        delay: 50ms
                      steps:
                        - to: kamelet:aws-iot-jobs-workflow-action
                - route:
                    id: once
                    from:
                      uri: direct:step-install
                      steps:
                        - setHeader:
                            name: CamelAwsIotJobsStepResult
                            simple: "${header.CamelAwsIotJobsStepArguments[0]} of ${header.CamelAwsIotJobsJobId}"
                """, "routes.xml", """
                <camel>
                  <route>
                    <from uri="%s"/>
                    <to uri="kamelet:aws-iot-jobs-workflow-action"/>
                  </route>
                  <route id="once">
                    <routeProperty key="repeatable" value="false"/>
                    <from uri="direct:step-install"/>
                    <setHeader name="CamelAwsIotJobsStepResult">
                      <simple>${header.CamelAwsIotJobsStepArguments[0]} of ${header.CamelAwsIotJobsJobId}</simple>
                    </setHeader>
                  </route>
                </camel>
                """.formatted(URI));
    }

    static Set<String> files() {
        return languages().keySet();
    }

    @ParameterizedTest
    @MethodSource("files")
    void inYamlAndXmlItIsOneLineAndARouteAHandler(String file) throws Exception {
        load(worker.context(), file, languages().get(file));
        worker.context().start();
        emulator.createJob("ota-7", Documents.of(Documents.step("install", "", "fw-7")), "pump-12");

        Execution end = ended(emulator, "ota-7");

        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(end.statusDetails()).containsEntry("step-1", "fw-7 of ota-7");
        StepRoutes routes = new StepRoutes(worker.context(), "step-", Set.of());
        assertThat(routes.isRepeatable(
                        Workflow.parse(Documents.steps("install")).steps().get(0)))
                .as("YAML of 4.18.0 has no properties of routes: there is the option")
                .isEqualTo(file.endsWith("yaml"));
    }

    @Test
    void inJavaItIsAProcessorToo() {
        worker.steps("a").run(new RouteBuilder() {
            @Override
            public void configure() {
                from(StepWorker.source("")).process(new JobWorkflow());
            }
        });
        emulator.createJob("ota-7", steps("a"), "pump-12");

        assertThat(ended(emulator, "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aJobThatWasClaimedInTheMiddleOfARouteIsRunToo() {
        worker.steps("a").route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("iot-jobs-data:startNext?session=true&thing=pump-12")
                        .to(StepWorker.ACTION);
            }
        });
        worker.context().start();
        emulator.createJob("ota-7", steps("a"), "pump-12");

        worker.context().createProducerTemplate().sendBody("direct:in", null);

        assertThat(ended(emulator, "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void theTemplateIsTheWholeRoute() throws Exception {
        PluginHelper.getRoutesLoader(worker.context())
                .loadRoutes(ResourceHelper.resolveMandatoryResource(
                        worker.context(), "classpath:camel-template/iot-jobs-workflow.yaml"));
        TemplatedRouteBuilder.builder(worker.context(), "iot-jobs-workflow")
                .routeId("jobs")
                .parameter("thing", "pump-12")
                .parameter("delay", "50ms")
                .parameter("prefix", "do.")
                .parameter("stepTimeLimit", "10m")
                .add();
        worker.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:do.a").process(e -> worker.ran().add("a"));
            }
        });
        worker.context().start();
        emulator.createJob("ota-7", steps("a"), "pump-12");

        assertThat(ended(emulator, "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.ran()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "managed-download, '', SUCCEEDED, download-file",
        "managed-reboot, '', SUCCEEDED, reboot",
        "five-steps, '', REJECTED, ",
        "five-steps, ?conditionValues=model=P210, SUCCEEDED, 'validate,download-file,stage,call-service,wait-for-approval,confirm'",
        "run-command, '', REJECTED, ",
        "handler-that-is-an-endpoint, '', REJECTED, ",
        "operation-url, '', SUCCEEDED, app_fw_update",
        "operation-parts, '', SUCCEEDED, app_fw_update",
        "action-member, '', REJECTED, ",
        "action-member, ?operationMember=topic, REJECTED, ",
        "ota-signature, '', REJECTED, ",
        "ota-signature, ?documentHandler=any, SUCCEEDED, any",
        "nulls, ?documentHandler=any, SUCCEEDED, any",
        "placeholders, ?documentHandler=any, SUCCEEDED, any",
        "placeholders, '', REJECTED, "
    })
    void documentsAsTheyAreMetInTheFieldRunOrAreRejectedWithTheReason(
            String name, String options, ExecutionStatus status, String ran) {
        worker.steps(
                        "download-file",
                        "reboot",
                        "validate",
                        "stage",
                        "call-service",
                        "wait-for-approval",
                        "confirm",
                        "app_fw_update",
                        "any")
                .run(options, "");
        emulator.createJob("ota-7", Documents.read(name), "pump-12");

        Execution end = ended(emulator, "ota-7");

        assertThat(end.status()).isEqualTo(status);
        assertThat(String.join(",", worker.ran())).isEqualTo(ran == null ? "" : ran);
        if (status == ExecutionStatus.REJECTED) {
            assertThat(end.statusDetails().get("reason")).isNotBlank();
        }
    }

    @Test
    void aCommandRunsWhereTheUserWroteARouteForIt() {
        worker.steps("runCommand").run();
        emulator.createJob("ota-7", Documents.read("run-command"), "pump-12");

        assertThat(ended(emulator, "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void theRouteForTheWholeNameComesBeforeTheOneWithoutSh() {
        worker.steps("reboot", "reboot.sh").run();
        emulator.createJob("ota-7", Documents.read("managed-reboot"), "pump-12");

        await().until(() -> !worker.ran().isEmpty());
        assertThat(worker.ran()).containsExactly("reboot.sh");
    }

    @Test
    void theSessionIsAtHandInAStep() {
        worker.step("a", e -> e.getMessage()
                        .setHeader(
                                WorkflowConstants.STEP_RESULT,
                                e.getProperty(IotJobsDataConstants.SESSION)
                                        .getClass()
                                        .getSimpleName()))
                .run();
        emulator.createJob("ota-7", steps("a"), "pump-12");

        assertThat(ended(emulator, "ota-7").statusDetails()).containsEntry("step-1", "JobSession");
    }
}
