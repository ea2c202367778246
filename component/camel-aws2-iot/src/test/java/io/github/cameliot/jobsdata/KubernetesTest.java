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
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The page on Kubernetes: its application runs in a process of its own, as in a pod, and its figures fit together. */
class KubernetesTest {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path app;

    private final JobsEmulator emulator = JobsEmulator.start();
    private final CountDownLatch installing = new CountDownLatch(1);
    private final CountDownLatch installed = new CountDownLatch(1);
    private HttpServer gateway;
    private Process pod;

    @BeforeEach
    void start() throws Exception {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/install", http -> {
            try (http) {
                installing.countDown();
                installed.await();
                http.sendResponseHeaders(204, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        installed.countDown();
        if (pod != null) {
            pod.destroyForcibly().onExit().join();
        }
        gateway.stop(0);
        emulator.close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPodIsReadyWhileItReachesAwsAndFinishesItsJobWhenItIsTerminated() throws Exception {
        emulator.createThing("pump-12");
        emulator.createThing("pump-17");
        pod = pod();
        String observe = observe();
        await().until(() -> status(observe + "/health/ready") == 200);

        for (Fault fault : List.of(Fault.throttle(), Fault.resetBeforeEffect())) {
            emulator.faults().add(fault);
            await().atMost(Duration.ofSeconds(20)).until(() -> status(observe + "/health/ready") == 503);
            assertThat(status(observe + "/health/live"))
                    .as("no restart because of " + fault)
                    .isEqualTo(200);
            emulator.faults().clear();
            await().atMost(Duration.ofSeconds(20)).until(() -> status(observe + "/health/ready") == 200);
        }

        emulator.createJob("ota-7", "{}", "pump-12");
        assertThat(installing.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(get(observe + "/metrics").body())
                .containsPattern("camel_exchanges_inflight\\{[^}]*routeId=\"jobs\"} 1\\.0")
                .containsPattern("camel_iot_jobs_inflight\\{camelContext=\"jobs\",routeId=\"jobs\"} 1\\.0")
                .containsPattern("camel_iot_jobs_calls_seconds_count\\{.*,result=\"throttled\"}");

        pod.destroy(); // SIGTERM
        await().until(() -> log().contains("Waiting as there are still"));
        emulator.createJob("ota-8", "{}", "pump-17");
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        installed.countDown();

        assertThat(pod.waitFor(20, TimeUnit.SECONDS)).as(this::log).isTrue();
        assertThat(pod.exitValue()).isEqualTo(TERMINATED);
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution("pump-17", "ota-8").status())
                .as("no new claim")
                .isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void theManifestFitsTheProperties() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(block("properties", 0)));
        List<Object> manifest = manifest();
        Object deployment = manifest.get(2);
        String container = "spec.template.spec.containers.0.";

        int shutdown = Integer.parseInt(properties.getProperty("camel.main.shutdown-timeout"));
        assertThat((Integer) at(deployment, "spec.template.spec.terminationGracePeriodSeconds"))
                .as("the shutdown, 10 s for releases, and a margin")
                .isGreaterThanOrEqualTo(shutdown + 10 + 10);
        assertThat(at(deployment, container + "ports.0.containerPort"))
                .hasToString(properties.getProperty("camel.management.port"));
        assertThat(at(deployment, container + "livenessProbe.httpGet.path")).isEqualTo("/observe/health/live");
        assertThat(at(deployment, container + "startupProbe.httpGet.path")).isEqualTo("/observe/health/live");
        assertThat(at(deployment, container + "readinessProbe.httpGet.path")).isEqualTo("/observe/health/ready");
        assertThat(at(deployment, container + "command")).asString().contains(Main.class.getName());
        int most = Integer.parseInt(properties.getProperty("camel.component.iot-jobs-data.max-in-flight"));
        assertThat(at(manifest.get(3), "spec.metrics.0.pods.target.averageValue"))
                .isEqualTo("" + most * 7 / 10);
        assertThat(((Map<?, ?>) at(manifest.get(1), "data")).keySet().stream().map(Object::toString))
                .as("what the properties and the route read from the environment")
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("\\{\\{env:(\\w+)}}")
                        .matcher(block("properties", 0) + block("yaml", 0))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList());
    }

    /** As the manifest starts it; only the port is another, and polls come sooner. */
    private Process pod() throws IOException {
        Files.writeString(
                app.resolve("application.properties"),
                block("properties", 0).replace("port = 8081", "port = 0")
                        + "\ncamel.management.host = 127.0.0.1"
                        + "\ncamel.component.iot-jobs-data.delay = 100ms"
                        + "\ncamel.component.iot-jobs-data.max-delay = 500ms"
                        + "\ncamel.component.iot-jobs-data.retry-mode = none");
        Files.writeString(Files.createDirectory(app.resolve("camel")).resolve("jobs.yaml"), block("yaml", 0));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlog=info",
                        "-cp",
                        app + File.pathSeparator + classPath(),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(app.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_REGION", "eu-west-1",
                        "AWS_ACCESS_KEY_ID", "any",
                        "AWS_SECRET_ACCESS_KEY", "any",
                        "IOT_ENDPOINT", emulator.endpoint().toString(),
                        "IOT_THINGS", "pump-12,pump-17",
                        "GATEWAY", "http://127.0.0.1:" + gateway.getAddress().getPort() + "/install"));
        return builder.start();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace('\n', File.pathSeparatorChar);
    }

    /** The address of the management server, which the process logs. */
    private String observe() {
        Pattern address = Pattern.compile("http://[0-9.]+:(\\d+)/observe/health");
        await().atMost(LONGEST_START).until(() -> address.matcher(log()).find() || !pod.isAlive());
        return address.matcher(log())
                .results()
                .findFirst()
                .map(found -> "http://127.0.0.1:" + found.group(1) + "/observe")
                .orElseThrow(() -> new AssertionError(log()));
    }

    private String log() {
        try {
            return Files.readString(app.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(String url) throws Exception {
        return get(url).statusCode();
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static List<Object> manifest() {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(block("yaml", 1))
                .forEach(documents::add);
        return documents;
    }

    private static Object at(Object yaml, String path) {
        Object found = yaml;
        for (String step : path.split("\\.")) {
            found = found instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) found).get(step);
            assertThat(found).as(path + " at " + step).isNotNull();
        }
        return found;
    }

    private static String block(String language, int index) {
        return AsciiDocPage.read("kubernetes").blocks(language).get(index);
    }
}
