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
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.processor.errorhandler.DefaultErrorHandler;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes on the page of the component do on the emulator what the page says, in each language. */
class ComponentPageTest {

    private static final DocPage PAGE = DocPage.read("iot-jobs-data-component");

    /** What languages of Camel would take for expressions, what URLs escape, and what is not Latin-1. */
    private static final String HOSTILE_DOCUMENT = "{\"model\":\"P200\",\"a\":\"${body} ${header.CamelAwsIotJobsThing}"
            + " $simple{sys.user.home} {{gateway}} #{x} ${exception.message} ${\",\"url\":\"https://bucket.s3.eu-west-1."
            + "amazonaws.com/fw%20v7.bin?X-Amz-Signature=ab%2Fcd%2B+&X-Amz-Date=1\",\"b\":\"\u00e4 \u20ac \ud83d\ude00 \\u0041\"}";

    @TempDir
    private Path classes;

    private GatewayServer gateway;
    private DocBed bed;

    @BeforeEach
    void start() throws Exception {
        gateway = new GatewayServer();
        bed = new DocBed(classes).property("gateway", gateway.url());
        // Routes that fail are part of these tests, and Camel would log each.
        Configurator.setLevel(DefaultErrorHandler.class.getName(), Level.OFF);
    }

    @AfterEach
    void stop() {
        bed.close();
        gateway.close();
        Configurator.setLevel(DefaultErrorHandler.class.getName(), Level.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aRouteReportsProgressAndThenHowTheJobEnded(String language) throws Exception {
        bed.emulator().createJob("ota-7", "{\"image\":\"7\"}", "pump-12", "pump-17");
        bed.emulator().createJob("ota-8", "{\"image\":\"broken\"}", "pump-17");

        bed.load(language, example("FirmwareRoute").get(language)).start();

        assertThat(bed.ended("pump-12", "ota-7")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(e.statusDetails()).containsOnlyKeys("claimedBy", "step").contains(entry("step", "installing"));
            assertThat(e.versionNumber()).as("queued, started, progress, end").isEqualTo(4);
        });
        assertThat(bed.ended("pump-17", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bed.ended("pump-17", "ota-8")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(e.statusDetails()).containsEntry("step", "installing");
            assertThat(e.statusDetails().get("reason")).startsWith("HttpOperationFailedException: ");
        });
        assertThat(gateway.documents())
                .containsExactlyInAnyOrder("{\"image\":\"7\"}", "{\"image\":\"7\"}", "{\"image\":\"broken\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "FirmwareRoute, java", "FirmwareRoute, yaml", "FirmwareRoute, xml",
        "CarefulRoute, java", "CarefulRoute, yaml", "CarefulRoute, xml"
    })
    void aDocumentReachesTheNextEndpointByteForByte(String route, String language) throws Exception {
        bed.emulator().createJob("ota-7", HOSTILE_DOCUMENT, "pump-12");

        bed.load(language, example(route).get(language)).start();

        assertThat(bed.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(gateway.documents()).containsExactly(HOSTILE_DOCUMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aCarefulRouteSucceedsRejectsAndFailsWithAReasonEach(String language) throws Exception {
        bed.emulator().createJob("good", "{\"model\":\"P200\"}", "pump-12");
        bed.emulator().createJob("foreign", "{\"model\":\"P300\"}", "pump-12");
        bed.emulator().createJob("bad", "{\"model\":\"P200\",\"image\":\"broken\"}", "pump-12");

        bed.load(language, example("CarefulRoute").get(language)).start();

        ended("good", ExecutionStatus.SUCCEEDED, "the gateway says done");
        ended("foreign", ExecutionStatus.REJECTED, "pump-12 is a P200");
        ended("bad", ExecutionStatus.FAILED, "the gateway says no");
        assertThat(gateway.documents()).as("the rejected job went nowhere").hasSize(2);
    }

    @Test
    void aRejectionThatIsHandledIsReportedAllTheSame() throws Exception {
        bed.emulator().createJob("foreign", "{}", "pump-12");

        bed.load("java", block("QuietRoute")).start();

        ended("foreign", ExecutionStatus.REJECTED, "pump-12 takes no jobs");
    }

    private void ended(String job, ExecutionStatus status, String reason) {
        assertThat(bed.ended("pump-12", job)).satisfies(e -> {
            assertThat(e.status()).isEqualTo(status);
            assertThat(e.statusDetails())
                    .containsOnlyKeys("claimedBy", "reason")
                    .contains(entry("reason", reason));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aLookChangesNothing(String language) throws Exception {
        bed.emulator().createJob("ota-7", "{}", "pump-12");

        bed.load(language, example("LookRoute").get(language)).start();

        await().until(() -> bed.emulator().requests().count(Operation.DESCRIBE_JOB_EXECUTION, "pump-12") > 0);
        assertThat(bed.emulator().requests().total()).isEqualTo(1);
        assertThat(bed.emulator().execution("pump-12", "ota-7")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(ExecutionStatus.QUEUED);
            assertThat(e.versionNumber()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aResultIsReportedByHeadersThroughOneEndpointForAllThings(String language) throws Exception {
        bed.load(language, example("ResultRoute").get(language)).start();

        for (String thing : new String[] {"pump-12", "pump-17"}) {
            bed.emulator().createJob("ota-" + thing, "{}", thing);
            ProducerTemplate template = bed.camel().createProducerTemplate();
            template.sendBody("iot-jobs-data:startNext?thing=" + thing, "");

            Exchange reported = template.request("direct:results", exchange -> exchange.getMessage()
                    .setHeaders(new HashMap<>(Map.of("thing", thing, "job", "ota-" + thing))));

            assertThat(reported.getException()).isNull();
            assertThat(bed.emulator().execution(thing, "ota-" + thing).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        }

        assertThat(bed.camel().getEndpoints())
                .extracting(Endpoint::getEndpointUri)
                .filteredOn(uri -> uri.startsWith("iot-jobs-data://update"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aDeviceReportsByThePresignedUrlOfTheRouteThatHandedItsJobOver(String language) throws Exception {
        bed.emulator().createJob("ota-7", "{\"image\":\"7\"}", "pump-12");
        bed.load(language, example("ReportUrlRoute").get(language)).start();
        await().until(() -> bed.emulator()
                .execution("pump-12", "ota-7")
                .statusDetails()
                .getOrDefault("claimedBy", "")
                .contains("state=handed"));

        HttpResponse<String> reported = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.header("ReportUrl")))
                                .POST(BodyPublishers.ofString(gateway.header("ReportBody")))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(reported.statusCode()).as(reported.body()).isEqualTo(200);
        assertThat(gateway.documents()).containsExactly("{\"image\":\"7\"}");
        assertThat(bed.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private static String block(String name) {
        return PAGE.blocks("java").stream()
                .filter(java -> java.contains("class " + name + " "))
                .findFirst()
                .orElseThrow();
    }

    /** The example whose Java is the class of that name. */
    private static Map<String, String> example(String name) {
        return PAGE.tabs().stream()
                .filter(example -> example.get("java").contains("class " + name + " "))
                .findFirst()
                .orElseThrow();
    }
}
