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
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.errorhandler.DefaultErrorHandler;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes and calls of the README do on the emulator what the README says. */
class ReadmeRoutesTest {

    private static final Readme README = Readme.read();

    @TempDir
    private Path classes;

    private final JobsEmulator emulator = JobsEmulator.start();
    private final List<String> handedOn = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private HttpServer gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/install", this::install);
        gateway.start();

        context.getPropertiesComponent()
                .addInitialProperty(
                        "gateway", "http://127.0.0.1:" + gateway.getAddress().getPort() + "/install");
        context.getShutdownStrategy().setTimeout(5);
        // Routes that fail are part of these tests, and Camel would log each.
        Configurator.setLevel(DefaultErrorHandler.class.getName(), Level.OFF);
        IotJobsDataConfiguration options = context.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                .getConfiguration();
        options.setUriEndpointOverride(emulator.endpoint().toString());
        options.setRegion("eu-west-1");
        options.setAccessKey("any");
        options.setSecretKey("any");
        options.setDelay(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        context.stop();
        Configurator.setLevel(DefaultErrorHandler.class.getName(), Level.ERROR);
        gateway.stop(0);
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void routeToCopyHandsTheDocumentOnReportsProgressAndThenHowItEnded(String language) throws Exception {
        emulator.createJob("ota-7", "{\"image\":\"7\"}", "pump-12", "pump-17");
        emulator.createJob("ota-8", "{\"image\":\"broken\"}", "pump-17");

        load(language, README.blocks(language).get(0));

        assertThat(ended("pump-12", "ota-7")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(e.statusDetails()).containsOnlyKeys("claimedBy", "step").contains(entry("step", "installing"));
            assertThat(e.versionNumber()).as("queued, started, progress, end").isEqualTo(4);
        });
        assertThat(ended("pump-17", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended("pump-17", "ota-8")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(e.statusDetails()).containsEntry("step", "installing");
            assertThat(e.statusDetails().get("reason")).startsWith("HttpOperationFailedException: ");
        });
        assertThat(handedOn)
                .containsExactlyInAnyOrder("{\"image\":\"7\"}", "{\"image\":\"7\"}", "{\"image\":\"broken\"}");
    }

    /** What languages of Camel would take for expressions, what URLs escape, and what is not Latin-1. */
    private static final String HOSTILE_DOCUMENT = "{\"model\":\"P200\",\"a\":\"${body} ${header.CamelAwsIotJobsThing}"
            + " $simple{sys.user.home} {{gateway}} #{x} ${exception.message} ${\",\"url\":\"https://bucket.s3.eu-west-1."
            + "amazonaws.com/fw%20v7.bin?X-Amz-Signature=ab%2Fcd%2B+&X-Amz-Date=1\",\"b\":\"\u00e4 \u20ac \ud83d\ude00 \\u0041\"}";

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml", "careful"})
    void aDocumentReachesItsDestinationByteForByte(String way) throws Exception {
        emulator.createJob("ota-7", HOSTILE_DOCUMENT, "pump-12");

        load(
                way.equals("careful") ? "java" : way,
                way.equals("careful")
                        ? README.blocks("java").get(1)
                        : README.blocks(way).get(0));

        assertThat(ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(handedOn).containsExactly(HOSTILE_DOCUMENT);
    }

    @Test
    void carefulRouteSucceedsRejectsAndFailsWithAReasonEach() throws Exception {
        emulator.createJob("good", "{\"model\":\"P200\"}", "pump-12");
        emulator.createJob("foreign", "{\"model\":\"P300\"}", "pump-12");
        emulator.createJob("bad", "{\"model\":\"P200\",\"image\":\"broken\"}", "pump-12");

        load("java", README.blocks("java").get(1));

        assertThat(ended("pump-12", "good")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(e.statusDetails())
                    .containsOnlyKeys("claimedBy", "reason")
                    .contains(entry("reason", "the gateway says done"));
        });
        assertThat(ended("pump-12", "foreign")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(ExecutionStatus.REJECTED);
            assertThat(e.statusDetails())
                    .containsOnlyKeys("claimedBy", "reason")
                    .contains(entry("reason", "pump-12 is a P200"));
        });
        assertThat(ended("pump-12", "bad")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(e.statusDetails())
                    .containsOnlyKeys("claimedBy", "reason")
                    .contains(entry("reason", "the gateway says no"));
        });
        assertThat(handedOn).as("what was rejected went nowhere").hasSize(2);
    }

    @Test
    void operationsDoWhatTheirTableSays() {
        emulator.createJob("ota-7", "{\"image\":\"7\"}", "pump-12");
        List<String> uris =
                README.table("Operations").stream().map(row -> row.get(0)).toList();
        context.start();

        List<Object> bodies = new ArrayList<>();
        for (String uri : uris) {
            bodies.add(context.createProducerTemplate()
                    .request(uri, exchange -> exchange.getMessage().setBody("body before"))
                    .getMessage()
                    .getBody());
        }

        assertThat(uris).hasSameSizeAs(IotJobsDataOperation.values());
        assertThat(bodies.get(0)).isEqualTo("{\"image\":\"7\"}");
        assertThat(bodies.get(1)).isInstanceOf(PendingJobExecutions.class);
        assertThat(bodies.get(2)).isEqualTo("{\"image\":\"7\"}");
        assertThat(bodies.get(3)).isEqualTo("body before");
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.requests().total()).as("one call each").isEqualTo(4);
    }

    private void load(String language, String source) throws Exception {
        if (language.equals("java")) {
            context.addRoutes(compiled(source));
        } else {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("readme." + language, source));
        }
        context.start();
        assertThat(context.getRoutes()).hasSize(1);
    }

    private RoutesBuilder compiled(String source) throws Exception {
        String name = Pattern.compile("public class (\\w+)")
                .matcher(source)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(classes.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int errors = compiler.run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-Xlint:all,-classfile,-path", // an installed emulator names jars that are not beside it
                "-Werror",
                file.toString());
        assertThat(errors).as("javac's exit code for " + name).isZero();
        // Not closed: the routes load their classes while they run.
        ClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        return (RouteBuilder) loader.loadClass(name).getDeclaredConstructor().newInstance();
    }

    private Execution ended(String thing, String job) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> emulator.execution(thing, job), e -> Stream.of(
                        ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED, ExecutionStatus.REJECTED)
                .anyMatch(e.status()::equals));
    }

    private void install(HttpExchange http) throws IOException {
        try (http) {
            String document = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            handedOn.add(document);
            byte[] answer = (document.contains("broken") ? "no" : "done").getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(document.contains("broken") ? 500 : 200, answer.length);
            http.getResponseBody().write(answer);
        }
    }
}
