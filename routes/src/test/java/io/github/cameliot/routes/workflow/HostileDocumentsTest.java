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

import static io.github.cameliot.routes.workflow.Documents.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.routes.LogLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Documents that try to do more than run a handler: rejected with the reason, or harmless. */
class HostileDocumentsTest {

    private static final List<String> CANARIES = new CopyOnWriteArrayList<>();

    /** What an expression that is evaluated would call. */
    public static final class Canary {
        public String sing() {
            CANARIES.add("sung");
            return "sung";
        }
    }

    /** Documents that must be rejected, and a part of the reason. */
    private static Map<String, String> rejected() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String handler : List.of(
                "file:/etc?fileName=passwd",
                "direct:other",
                "../other",
                "other?block=false",
                "a/../../other",
                "${bean:canary}",
                "{{secret}}",
                "#class:java.lang.Runtime",
                "bean:canary",
                "",
                " a",
                "a ",
                "a\\u0000",
                "a\\nb",
                "\\ud800",
                "-a",
                "a".repeat(65),
                "A%2e%2e")) {
            all.put(Documents.of(step(handler, "")), "is not the name of a handler");
        }
        all.put(Documents.read("handler-that-is-an-endpoint"), "is not the name of a handler");
        all.put("{\"operation\":\"bean:canary\"}", "is not the name of a handler");
        all.put(Documents.steps("other"), "no route of this worker begins with direct:step-other");
        all.put(Documents.steps("A"), "no route of this worker begins with direct:step-A");
        all.put(Documents.read("run-command"), "handler 'runCommand'");
        all.put(Documents.read("ota-signature"), "has no member steps");
        all.put("[".repeat(30_000) + "]".repeat(2_000), "50 levels");
        all.put("{\"steps\":[],\"a\":" + "9".repeat(2_000) + "}", "not JSON");
        all.put("{\"steps\":[" + (step("a", "") + ",").repeat(200) + step("a", "") + "]}", "at most 100 are allowed");
        return all;
    }

    @Test
    void aDocumentThatNamesSomethingElseThanAHandlerIsRejectedAndNothingIsRun() {
        try (JobsEmulator emulator = JobsEmulator.start();
                StepWorker worker = worker(emulator)) {
            List<String> reasons = new ArrayList<>(rejected().values());
            int job = 0;
            for (String document : rejected().keySet()) {
                if (isAccepted(emulator, "j" + job, document)) {
                    Execution end = StepWorker.ended(emulator, "j" + job);
                    assertThat(end.status()).as(document).isEqualTo(ExecutionStatus.REJECTED);
                    assertThat(end.statusDetails().get("reason")).as(document).contains(reasons.get(job));
                } else {
                    assertThat(document)
                            .as("the service itself refuses it")
                            .satisfiesAnyOf(d -> assertThat(d).startsWith("[["), d -> assertThat(d)
                                    .contains("99999"));
                }
                job++;
            }

            assertThat(worker.ran()).isEmpty();
            assertThat(CANARIES).isEmpty();
        }
    }

    private static boolean isAccepted(JobsEmulator emulator, String jobId, String document) {
        try {
            emulator.createJob(jobId, document, "pump-12");
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Test
    void expressionsAndPlaceholdersInAnyFieldAreDataAndAreNeverEvaluated() {
        String hostile =
                "${bean:canary?method=sing} {{secret}} #{canary} ${sys:user.home} $simple{body} \\u0000 %s {} %n";
        String document = "{\"version\":\"1.0\",\"steps\":[{\"action\":{\"name\":\"" + hostile
                + "\",\"type\":\"runHandler\",\"input\":{\"handler\":\"a\",\"args\":[\"" + hostile + "\"],\"path\":\""
                + hostile
                + "\"},\"runAsUser\":\"" + hostile + "\",\"ignoreStepFailure\":true}}]}";
        List<Object> seen = new ArrayList<>();
        try (JobsEmulator emulator = JobsEmulator.start();
                StepWorker worker = worker(emulator)) {
            worker.route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:step-b")
                            .process(e -> seen.addAll(
                                    e.getMessage().getHeader(WorkflowConstants.STEP_ARGUMENTS, List.class)));
                }
            });
            emulator.createJob("one", document, "pump-12");
            emulator.createJob("two", document.replace("\"handler\":\"a\"", "\"handler\":\"b\""), "pump-12");

            assertThat(StepWorker.ended(emulator, "one").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(StepWorker.ended(emulator, "two").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            await().until(() -> !seen.isEmpty());
            assertThat(seen).containsExactly(hostile.replace("\\u0000", "\u0000"));
            assertThat(CANARIES).isEmpty();
            assertThat(worker.context().getEndpoints())
                    .noneMatch(e -> e.getEndpointUri().contains("canary"));
        }
    }

    @Test
    void namesCannotForgeALogLineAndArgumentsAreNotLogged() {
        String name = "x\\n2026-01-01 INFO forged \\u001b[31m \\u202e ${jndi:ldap://127.0.0.1/a}";
        String document = Documents.of(step("a", "", "https://files.example.com/?X-Amz-Signature=secret"))
                .replace("\"A\"", "\"" + name + "\"");
        try (JobsEmulator emulator = JobsEmulator.start();
                LogLines log = LogLines.of(JobWorkflow.class.getName());
                StepWorker worker = worker(emulator)) {
            emulator.createJob("one", document, "pump-12");
            StepWorker.ended(emulator, "one");

            assertThat(worker.ran()).containsExactly("a");
            assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .doesNotContain("\n", "\u001b", "\u202e", "files.example.com", "secret")
                    .contains("(a) of job one on thing pump-12"));
        }
    }

    private static StepWorker worker(JobsEmulator emulator) {
        CANARIES.clear();
        emulator.createThing("pump-12");
        StepWorker worker = new StepWorker(emulator).steps("a").route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:other").process(e -> CANARIES.add("direct:other"));
            }
        });
        worker.context().getRegistry().bind("canary", new Canary());
        return worker.run();
    }
}
