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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.jobsdata.JobRejectedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a document, before anything is looked up. */
class WorkflowTest {

    @Test
    void theStepsOfADocumentAreReadWithTheFinalOneLast() {
        List<Step> steps = Workflow.parse(Documents.read("five-steps")).steps();

        assertThat(steps).extracting(Step::index).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(steps)
                .extracting(Step::handler)
                .containsExactly("validate", "download-file", "stage", "call-service", "wait-for-approval", "confirm");
        assertThat(steps).extracting(Step::ignoreFailure).containsExactly(false, false, false, true, false, false);
        assertThat(steps).extracting(Step::isFinal).containsExactly(false, false, false, false, false, true);
        assertThat(steps.get(1).arguments()).containsExactly("https://files.example.com/a.bin", "/data/a.bin");
        assertThat(steps.get(5).location()).isEqualTo("$.finalStep.action");
    }

    @Test
    void aDocumentOfAManagedTemplateArrivesByteForByte() {
        Step step = Workflow.parse(Documents.read("managed-download")).steps().get(0);

        assertThat(step.handler()).isEqualTo("download-file.sh");
        assertThat(step.arguments())
                .containsExactly(
                        "https://files.example.com/fw/pump-7.bin?X-Amz-Signature=0f1e%2F2d&part=a+b",
                        "/opt/fw/pump-7.bin");
        assertThat(step.path()).isEqualTo("/usr/lib/handlers");
        assertThat(step.runAsUser()).isEqualTo("agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {" leading blank", "stray\\\" quote", "a\\u0000b", "\\ud800 alone", "${a}{{b}}", "%2F+&"})
    void whatStandsInAnArgumentOrAPathIsData(String json) throws Exception {
        String document = Documents.of(step("a", "", json).replace("\"args\"", "\"path\":\"" + json + "\",\"args\""));
        String value = new com.fasterxml.jackson.databind.ObjectMapper().readValue("\"" + json + "\"", String.class);

        Step read = Workflow.parse(document).steps().get(0);

        assertThat(read.arguments()).containsExactly(value);
        assertThat(read.path()).isEqualTo(value);
    }

    @Test
    void membersThatAreNotKnownArePassedOverAndPathToHandlerIsThePath() {
        String document = "{\"version\":\"1.0\",\"comment\":{\"a\":1},\"steps\":[{\"id\":7,\"action\":{\"name\":\"x\","
                + "\"type\":\"runHandler\",\"more\":[1],\"input\":{\"handler\":\"h\",\"pathToHandler\":\"/p\",\"n\":1e2},"
                + "\"runAsUser\":null}}]}";

        Step step = Workflow.parse(document).steps().get(0);

        assertThat(step.path()).isEqualTo("/p");
        assertThat(step.runAsUser()).isNull();
        assertThat(step.input()).isEqualTo("{\"handler\":\"h\",\"pathToHandler\":\"/p\",\"n\":1e2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo,Hello,World | echo/Hello/World",
                "echo,a\\,b, c | echo/a,b/ c",
                "reboot | reboot",
                "a,, | a//",
            })
    void theWordsOfACommandAreItsArguments(String command, String words) {
        String json = command.replace("\\", "\\\\");
        Step step = Workflow.parse(
                        "{\"steps\":[{\"action\":{\"name\":\"x\",\"type\":\"runCommand\",\"input\":{\"command\":\""
                                + json + "\"}}}]}")
                .steps()
                .get(0);

        assertThat(step.handler()).isEqualTo("runCommand");
        assertThat(step.arguments()).containsExactly(words.split("/", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operation-url", "operation-parts"})
    void aDocumentWithAnOperationIsOneStepThatHasItWhole(String name) {
        Workflow workflow = Workflow.parse(Documents.read(name));

        assertThat(workflow.steps()).singleElement().satisfies(step -> {
            assertThat(step.handler()).isEqualTo("app_fw_update");
            assertThat(step.input()).isEqualTo(Documents.read(name));
            assertThat(step.arguments()).isEmpty();
        });
    }

    @Test
    void theOldSchemaOfTheDeviceClientHasItsArgumentsBesideTheOperation() {
        Step step = Workflow.parse("{\"operation\":\"reboot.sh\",\"args\":[\" now\"],\"path\":\"default\"}")
                .steps()
                .get(0);

        assertThat(step.handler()).isEqualTo("reboot.sh");
        assertThat(step.arguments()).containsExactly(" now");
        assertThat(step.path()).isEqualTo("default");
    }

    @Test
    void anotherMemberNamesTheHandlerByOptionAndAnotherHandlerTakesTheRest() {
        DocumentShapes shapes =
                DocumentShapes.DEFAULT.withOperationMembers("do, action").withDocumentHandler("any");

        assertThat(Workflow.parse("{\"do\":\"x\",\"action\":\"y\"}", shapes)
                        .steps()
                        .get(0)
                        .handler())
                .isEqualTo("x");
        assertThat(Workflow.parse(Documents.read("action-member"), shapes)
                        .steps()
                        .get(0)
                        .handler())
                .isEqualTo("publish");
        assertThat(Workflow.parse(Documents.read("ota-signature"), shapes)
                        .steps()
                        .get(0)
                        .handler())
                .isEqualTo("any");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | $ must be an object, but is ARRAY",
                "{} | $ has no member steps",
                "{\"afr_ota\":{}} | documentHandler=<name>",
                "{\"operation\":{\"a\":1}} | $.operation must be text, but is OBJECT",
                "{\"steps\":7} | $.steps must be an array, but is NUMBER",
                "{\"steps\":[]} | $.steps has no step",
                "{\"steps\":[7]} | $.steps[0] must be an object, but is NUMBER",
                "{\"steps\":[{}]} | $.steps[0].action is missing",
                "{\"steps\":[{\"action\":{\"type\":\"runX\"}}]} | $.steps[0].action.type must be \"runHandler\" or \"runCommand\", but is 'runX'",
                "{\"steps\":[{\"action\":{\"type\":\"runHandler\"}}]} | $.steps[0].action.input is missing",
                "{\"steps\":[{\"action\":{\"input\":{}}}]} | $.steps[0].action.input.handler is missing",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":7}}}]} | $.steps[0].action.input.handler must be text, but is NUMBER",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":\"h\",\"args\":\"x\"}}}]} | .input.args must be an array, but is 'x'",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":\"h\",\"args\":[\"x\",7]}}}]} | .input.args[1] must be text, but is NUMBER",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":\"h\"},\"ignoreStepFailure\":\"yes\"}}]} | .ignoreStepFailure must be true or false",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":\"h\"},\"ignoreStepFailure\":1}}]} | .ignoreStepFailure must be true or false",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":\"h\"},\"allowStdErr\":99999999999}}]} | .allowStdErr must be a whole number",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":\"h\"}}}],\"finalStep\":[]} | $.finalStep must be an object",
                "{\"version\":\"2.0\",\"steps\":[]} | $.version must be \"1.0\"",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":\"h\"}}}],\"conditions\":[{\"key\":\"k\",\"value\":[],\"type\":\"regex\"}]} | $.conditions[0].type must be \"stringEqual\"",
                "{\"steps\":[{\"action\":{\"input\":{\"handler\":\"h\"}}}],\"conditions\":[{\"key\":\"k\",\"value\":\"v\"}]} | $.conditions[0].value must be an array",
                "{\"steps\":[],\"steps\":[]} | Duplicate field 'steps'",
                "{\"steps\":[]} {} | text after the value",
                "{\"steps\": | not JSON",
                "{\"a\":1e99999999999} | not JSON",
                "` ` | no document"
            })
    void whatIsWrongIsRejectedWithItsPlaceAndTheReason(String document, String reason) {
        assertThatThrownBy(() -> Workflow.parse(document))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.0\"", "1.0", "1"})
    void theVersionMayBeTextOrANumber(String version) {
        assertThat(Workflow.parse("{\"version\":" + version + ","
                                + Documents.steps("a").substring(17))
                        .steps())
                .hasSize(1);
    }

    @Test
    void aDocumentThatIsNestedTooDeepOrTooLongIsRejectedQuickly() {
        assertThatThrownBy(() -> Workflow.parse("[".repeat(Workflow.LONGEST_DOCUMENT)))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining("50 levels");
        assertThatThrownBy(() -> Workflow.parse("{\"a\":".repeat(60) + "1" + "}".repeat(60)))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining("nested too deep");
        assertThatThrownBy(() -> Workflow.parse("{\"a\":" + "9".repeat(1001) + "}"))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining("not JSON that can be read");
        assertThatThrownBy(() -> Workflow.parse(" ".repeat(Workflow.LONGEST_DOCUMENT) + "{}"))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining("32770 characters");
    }

    @Test
    void aHundredStepsAreReadAndNoMore() {
        String[] hundred = new String[100];
        java.util.Arrays.fill(hundred, "a");

        assertThat(Workflow.parse(Documents.steps(hundred)).steps()).hasSize(100);
        assertThatThrownBy(() -> Workflow.parse(Documents.withFinal(Documents.steps(hundred), "z")))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining("at most 100 are allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a?X-Amz-Signature=1&X-Amz-Date=2, https://h/a?X-Amz-Signature=3&X-Amz-Date=4, true",
        "https://h/a?v=1&x-amz-signature=1, https://h/a?v=1&x-amz-signature=2, true",
        "https://h/a?AWSAccessKeyId=1&Expires=1&Signature=1, https://h/a?AWSAccessKeyId=1&Expires=2&Signature=2, true",
        "'curl,https://h/a?X-Amz-Signature=1,/data', 'curl,https://h/a?X-Amz-Signature=2,/data', true",
        "'curl,https://h/a?X-Amz-Signature=1,/data', 'curl,https://h/a?X-Amz-Signature=1,/etc', false",
        "https://h/a?v=1&X-Amz-Signature=1, https://h/a?v=2&X-Amz-Signature=1, false",
        "https://h/a?X-Amz-Signature=1, https://h/b?X-Amz-Signature=1, false",
        "https://h/a?Expires=1, https://h/a?Expires=2, false",
        "a, b, false"
    })
    void aFingerprintLeavesOutTheParametersOfASignatureAlone(String one, String other, boolean same) {
        String first = Workflow.parse(Documents.of(step("a", "", one))).fingerprint();
        String second = Workflow.parse(Documents.of(step("a", "", other))).fingerprint();

        assertThat(first).matches("[0-9a-f]{12}");
        assertThat(first.equals(second)).isEqualTo(same);
    }
}
