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
package io.github.cameliot.example.boot;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.ResultTable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/** The story of the README: the application on an emulator, with jobs, looked at over HTTP, closed while a job runs. */
final class Demo {

    private static final String[] THINGS = {"meter-1", "meter-2", "meter-9", "gateway-1"};
    private static final long SECONDS_AT_MOST = 30;
    /** The health of all, and of the route that was made of a template. */
    private static final String HEALTH = "\"status\":\"\\w+\"|\"consumer:gateways\":\"\\w+\"";

    private static final Map<String, ExecutionStatus> PLANNED = Map.of(
            "tariff-2027/meter-1", ExecutionStatus.SUCCEEDED,
            "tariff-2027/meter-2", ExecutionStatus.SUCCEEDED,
            "tariff-2027/meter-9", ExecutionStatus.REJECTED,
            "service-1/gateway-1", ExecutionStatus.SUCCEEDED,
            "tariff-2028-meter-1/meter-1", ExecutionStatus.SUCCEEDED);

    private final JobsEmulator emulator;
    private final PrintStream out;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> differences = new ArrayList<>();

    private Demo(JobsEmulator emulator, PrintStream out) {
        this.emulator = emulator;
        this.out = out;
    }

    /** @return a sentence for each thing that was not as expected */
    static List<String> run(PrintStream out) throws Exception {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            Demo demo = new Demo(emulator, out);
            demo.run();
            return demo.differences;
        }
    }

    private void run() throws Exception {
        out.printf("No AWS account is needed: the jobs are on an emulator in this process, %s.%n", emulator.endpoint());
        emulator.createThing(THINGS);
        emulator.createJob("tariff-2027", "{\"tariff\":2027}", "meter-1", "meter-2", "meter-9");
        emulator.createJob("service-1", steps("backup", "restart"), "gateway-1");
        try (ConfigurableApplicationContext app = application(emulator.endpoint())) {
            String url = "http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port");
            until("the first jobs have ended", () -> ended().count() == 4);
            show(url, "/meters", "meter-\\d|\\d{4}", "2027 2027 meter-1 meter-2");
            show(url, "/actuator/health/camelHealth", HEALTH, "\"consumer:gateways\":\"UP\" \"status\":\"UP\"");
            if (ClassUtils.isPresent("org.apache.camel.component.micrometer.MicrometerConstants", null)) {
                show(
                        url,
                        "/actuator/metrics/camel.exchanges.total?tag=routeId:tariffs",
                        "\"value\":[\\d.]+",
                        "\"value\":3.0");
            }
            send(HttpRequest.newBuilder(URI.create(url + "/meters/meter-1/tariff/2028"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build());
            until("the job that was ordered runs", () -> all().anyMatch(
                            e -> e.jobId().equals("tariff-2028-meter-1") && e.status() == ExecutionStatus.IN_PROGRESS));
            out.println("The application is closed while job tariff-2028-meter-1 runs.");
        }
        judge();
    }

    static ConfigurableApplicationContext application(URI endpoint) {
        return new SpringApplicationBuilder(MeterApplication.class)
                .run(
                        "--server.port=0",
                        "--iot.endpoint=" + endpoint,
                        "--camel.component.iot-jobs.uri-endpoint-override=" + endpoint,
                        "--camel.component.iot-jobs.region=us-east-1",
                        "--camel.component.iot-jobs.access-key=emulator",
                        "--camel.component.iot-jobs.secret-key=emulator",
                        "--camel.component.iot-jobs-data.region=us-east-1",
                        "--camel.component.iot-jobs-data.access-key=emulator",
                        "--camel.component.iot-jobs-data.secret-key=emulator");
    }

    private static String steps(String... handlers) {
        return Stream.of(handlers)
                .map(h -> "{\"action\":{\"name\":\"" + h + "\",\"type\":\"runHandler\",\"input\":{\"handler\":\"" + h
                        + "\"}}}")
                .collect(Collectors.joining(",", "{\"version\":\"1.0\",\"steps\":[", "]}"));
    }

    /** Shows what fits the pattern in the response, as soon as it is as expected: counters come a moment later. */
    private void show(String url, String path, String pattern, String expected) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
        String[] found = new String[1];
        until("GET " + path + " shows " + expected, () -> {
            found[0] = Pattern.compile(pattern)
                    .matcher(send(request).body())
                    .results()
                    .map(MatchResult::group)
                    .sorted()
                    .collect(Collectors.joining(" "));
            return found[0].equals(expected);
        });
        out.printf("GET %s: %s%n", path, found[0]);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Stream<Execution> all() {
        return Stream.of(THINGS).flatMap(thing -> emulator.executions(thing).stream());
    }

    private Stream<Execution> ended() {
        return all().filter(e -> e.status() != ExecutionStatus.QUEUED && e.status() != ExecutionStatus.IN_PROGRESS);
    }

    private void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SECONDS_AT_MOST * 1_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                differences.add("Not reached within " + SECONDS_AT_MOST + " s: " + what + ".");
                return;
            }
            Thread.sleep(20);
        }
    }

    private void judge() {
        List<Execution> executions = all().toList();
        out.printf("%n%s%n", ResultTable.of(executions));
        for (Execution is : executions) {
            ExecutionStatus planned = PLANNED.get(is.jobId() + "/" + is.thing());
            if (is.status() != planned) {
                differences.add(
                        "Job %s on %s should be %s and is %s.".formatted(is.jobId(), is.thing(), planned, is.status()));
            }
        }
        if (differences.isEmpty()) {
            out.printf("%nAll %s ended as they should.%n", Formats.grouped(executions.size()));
        }
    }
}
