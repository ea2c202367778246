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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README of the project: its links lead somewhere, and its project to copy runs. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)#?([^)]*)\\)");
    private static final Pattern MAIN_CLASS = Pattern.compile("io\\.github\\.cameliot\\.benchmarks\\.[\\w.]+");

    private final String text = read("README.md");

    @TempDir
    private Path classes;

    @Test
    void everyCodeBlockIsOfAKindThatATestReads() {
        TreeSet<String> languages = new TreeSet<>();
        BLOCK.matcher(text).results().forEach(block -> languages.add(block.group(1)));

        assertThat(languages).containsExactly("bash", "java", "properties", "text", "xml");
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        assertThat(LINK.matcher(text).results())
                .filteredOn(link -> !link.group(1).startsWith("http"))
                .isNotEmpty()
                .allSatisfy(link -> {
                    Path file = DocPage.ROOT.resolve(link.group(1).isEmpty() ? "README.md" : link.group(1));
                    assertThat(file).exists();
                    if (!link.group(2).isEmpty()) {
                        assertThat(DocPage.anchors(file)).contains(link.group(2));
                    }
                });
    }

    @Test
    void foldersThatItNamesExist() {
        assertThat(blockOf("Where things are").lines().map(line -> line.split(" ", 2)[0]))
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(DocPage.ROOT.resolve(folder)).isDirectory());
    }

    @Test
    void testCommandIsTheOneThatCiRuns() {
        assertThat(read(".ci/run")).endsWith("\n" + blockOf("Test it") + "\n");
    }

    @Test
    void benchmarksThatItNamesExist() {
        assertThat(MAIN_CLASS.matcher(text).results().map(name -> name.group()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(DocPage.ROOT.resolve(
                                "component/benchmarks/src/main/java/" + name.replace('.', '/') + ".java"))
                        .exists());
    }

    @Test
    void versionsOfTheProjectToCopyAreThoseOfTheBuild() {
        String pom = block("xml", "<artifactId>worker</artifactId>");
        String parent = read("pom.xml");

        assertThat(version(pom, "camel-bom")).isEqualTo(property(parent, "camel.version"));
        assertThat(version(pom, "log4j-core")).isEqualTo(property(parent, "log4j.version"));
        assertThat(version(pom, "log4j-slf4j2-impl")).isEqualTo(property(parent, "log4j.version"));
        assertThat(version(pom, "camel-aws2-iot")).isEqualTo(version(parent, "camel-aws2-iot-parent"));
        // The compiler that Maven 3.8 would take without a version does not know maven.compiler.release.
        for (String plugin : List.of("maven-compiler-plugin", "exec-maven-plugin")) {
            assertThat(version(pom, plugin)).isEqualTo(version(parent, plugin));
        }
    }

    @Test
    void projectToCopyRunsTheJobThatIsMadeAsShown() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(block("properties", "camel.component")));
        RouteBuilder worker = (RouteBuilder) DocBed.compiled(block("java", "package com.example;"), classes)
                .getDeclaredConstructor()
                .newInstance();
        try (JobsEmulator emulator = JobsEmulator.builder()
                .region(properties.getProperty("camel.component.iot-jobs-data.region"))
                .start()) {
            properties.setProperty(
                    "camel.component.iot-jobs-data.uri-endpoint-override",
                    emulator.endpoint().toString());
            Main main = new Main();
            main.setInitialProperties(properties);
            main.configure().addRoutesBuilder(worker);
            main.start();
            try {
                send(emulator, "POST", "/things/pump-12", "'(\\{})'");
                send(emulator, "PUT", "/jobs/ota-7", "'(\\{\"targets.*)'");

                Execution ended = Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(
                                () -> emulator.execution("pump-12", "ota-7"),
                                e -> e.status() != ExecutionStatus.QUEUED && e.status() != ExecutionStatus.IN_PROGRESS);

                assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
                assertThat(ended.statusDetails()).containsEntry("step", "installing");
            } finally {
                main.stop();
            }
        }
    }

    /** Sends what the command for curl with that path sends. */
    private void send(JobsEmulator emulator, String method, String path, String body) throws Exception {
        Matcher command = Pattern.compile(
                        "curl -s -X " + method + " http://127.0.0.1:8085" + path + "[\\s\\\\]+-d " + body)
                .matcher(block("bash", "curl"));
        assertThat(command.find())
                .as("a command with curl, %s %s", method, path)
                .isTrue();
        var response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                                .method(method, BodyPublishers.ofString(command.group(1)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private String block(String language, String part) {
        return BLOCK.matcher(text)
                .results()
                .filter(block ->
                        block.group(1).equals(language) && block.group(2).contains(part))
                .map(block -> block.group(2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No block of " + language + " with " + part));
    }

    private String blockOf(String heading) {
        Matcher block = BLOCK.matcher(text.split("\n## " + Pattern.quote(heading) + "\n", 2)[1]);
        assertThat(block.find()).isTrue();
        return block.group(2);
    }

    private static String version(String pom, String artifact) {
        return after(pom, "<artifactId>" + artifact + "</artifactId>\\s*<version>");
    }

    private static String property(String pom, String name) {
        return after(pom, "<" + Pattern.quote(name) + ">");
    }

    private static String after(String pom, String pattern) {
        Matcher found = Pattern.compile(pattern + "([^<]+)<").matcher(pom);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private static String read(String file) {
        try {
            return Files.readString(DocPage.ROOT.resolve(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
