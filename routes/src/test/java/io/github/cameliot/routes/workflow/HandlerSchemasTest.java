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
import static io.github.cameliot.routes.workflow.StepWorker.ended;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The input of a step must fit the schema of its handler. */
class HandlerSchemasTest {

    private final JobsEmulator emulator = JobsEmulator.start();
    private final StepWorker worker = new StepWorker(emulator).steps("a", "get", "app_fw_update", "broken");

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    private Execution job(String document) {
        worker.run("?schemas=classpath:schemas", "");
        emulator.createJob("ota-7", document, "pump-12");
        return ended(emulator, "ota-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "get.sh"})
    void anInputThatDoesNotFitRejectsTheJobBeforeTheFirstStepWithThePlaceAndTheReason(String handler) {
        Execution end = job(Documents.of(step("a", ""), step(handler, "", "http://x/")));

        assertThat(end.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(end.statusDetails().get("reason"))
                .contains("Step 2 ($.steps[1].action)", "schema of the handler get", "$.args", "$.args[0]");
        assertThat(worker.ran()).isEmpty();
    }

    @Test
    void theReasonIsEnglishWhateverTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            Execution end = job(Documents.of(step("a", ""), step("get", "", "http://x/")));

            assertThat(end.statusDetails().get("reason")).contains("must ").doesNotContain(" muss ");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anInputThatFitsAndAHandlerWithoutASchemaRun() {
        assertThat(job(Documents.of(step("a", ""), step("get", "", "https://x/", "/data")))
                        .status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"181124, SUCCEEDED", "1e9, REJECTED"})
    void ofADocumentWithoutStepsTheWholeIsChecked(String size, ExecutionStatus status) {
        assertThat(job(Documents.read("operation-url").replace("181124", size)).status())
                .isEqualTo(status);
    }

    @Test
    void aSchemaThatRefersToAnotherPlaceFailsTheJobAndOpensNothing(@TempDir Path folder) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            requests.incrementAndGet();
            call.sendResponseHeaders(200, 2);
            call.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            call.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/other.json";
        Path secret = Files.writeString(folder.resolve("other.json"), "{}");
        try {
            for (String ref : List.of(address, secret.toUri().toString())) {
                Files.writeString(
                        folder.resolve("a.json"), "{\"properties\": {\"args\": {\"$ref\": \"" + ref + "\"}}}");
                try (StepWorker other = new StepWorker(emulator)) {
                    other.steps("a").run("?schemas=file:" + folder, "");
                    String job = "job-" + (ref.startsWith("http") ? 1 : 2);
                    emulator.createJob(job, Documents.of(step("a", "", "x")), "pump-12");

                    Execution end = ended(emulator, job);

                    assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
                    assertThat(end.statusDetails().get("reason")).contains("a.json cannot be read", ref);
                    assertThat(other.ran()).isEmpty();
                }
            }
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void aSchemaThatIsNoJsonFailsTheJob() {
        Execution end = job(Documents.of(step("broken", "")));

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.statusDetails().get("reason")).contains("schemas/broken.json cannot be read");
        assertThat(worker.ran()).isEmpty();
    }
}
