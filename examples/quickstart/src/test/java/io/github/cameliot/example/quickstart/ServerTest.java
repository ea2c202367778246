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
package io.github.cameliot.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with {@code --serve}: its pages before, while and after the service throttles, and how it ends. */
class ServerTest {

    /** Much longer than a busy machine needs. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The value of a meter; 0 when it is not there. */
    private static double value(String metrics, String line) {
        Matcher found = Pattern.compile("^" + line + "(?:\\{.*})? (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics);
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }

    private void awaitHealth(ManagementPages pages, int code, String state) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            HttpResponse<String> health = get(pages.health());
            assertThat(health.statusCode()).isEqualTo(code);
            assertThat(health.body())
                    .containsPattern("\"name\"\\s*:\\s*\"consumer:firmware\",\\s*\"status\"\\s*:\\s*\"" + state + "\"");
        });
    }

    @Test
    void healthAndMetricsShowThatTheServiceThrottlesAndThatItIsOver(@TempDir Path files) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setProperty("documents.dir", files.toString());
        try (JobsEmulator emulator = JobsEmulator.start();
                Gateway gateway = Gateway.start()) {
            ManagementPages pages = ManagementPages.onFreePort();
            Server server =
                    new Server(emulator, gateway, pages, new PrintStream(printed, true, StandardCharsets.UTF_8));
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    server.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            try {
                await().atMost(PATIENCE)
                        .until(() -> printed.toString(StandardCharsets.UTF_8).contains(pages.metrics()));
                awaitHealth(pages, 200, "UP");
                String before = get(pages.metrics()).body();
                assertThat(value(before, "camel_iot_jobs_claims_total")).isEqualTo(Scenario.length());

                emulator.faults().add(Fault.throttle());
                awaitHealth(pages, 503, "DOWN");
                assertThat(value(get(pages.metrics()).body(), "camel_iot_jobs_claims_total"))
                        .isEqualTo(Scenario.length());

                emulator.faults().clear();
                emulator.createJob("radio-again-1", Scenario.document("radio-7-0-1"), "pump-12");
                awaitHealth(pages, 200, "UP");
                await().atMost(PATIENCE)
                        .until(() ->
                                emulator.execution("pump-12", "radio-again-1").status() == ExecutionStatus.SUCCEEDED);
                assertThat(value(get(pages.metrics()).body(), "camel_iot_jobs_claims_total"))
                        .isEqualTo(Scenario.length() + 1);
            } finally {
                server.stop();
            }
            running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            System.clearProperty("documents.dir");
        }
    }

    @Test
    void ctrlCEndsTheProgramWithinSeconds(@TempDir Path files) throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-Ddocuments.dir=" + files,
                        Quickstart.class.getName(),
                        "--serve")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader = program.inputReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null && !line.contains("/observe/metrics")) {
                line = reader.readLine();
            }
            assertThat(line).isNotNull();
            assertThat(get(line.replaceFirst(".* ", "")).body()).contains("camel_iot_jobs_claims_total");

            long at = System.nanoTime();
            // SIGTERM, which Java handles as it handles Ctrl+C; the process's own destroy() would close the reader.
            program.toHandle().destroy();
            List<String> last = reader.lines().toList();

            assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(Duration.ofSeconds(15));
            assertThat(last).noneMatch(l -> l.contains("WARN") || l.contains("ERROR") || l.contains("Exception"));
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void whenPort8080IsInUseThePagesHaveAnother() throws IOException {
        ManagementPages first = ManagementPages.onFreePort();
        try (ServerSocket taken = new ServerSocket(first.port(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(ManagementPages.onFreePort().port())
                    .isNotEqualTo(taken.getLocalPort())
                    .isPositive();
        }
    }
}
