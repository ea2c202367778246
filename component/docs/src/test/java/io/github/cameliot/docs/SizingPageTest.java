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
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.poll.PollBackoff;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arithmetic of the page is computed again, its numbers of calls are counted, its measured figures looked up. */
class SizingPageTest {

    private static final DocPage PAGE = DocPage.read("sizing");
    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);
    private static final double IN_THE_MIDDLE = 0.5;

    @TempDir
    private static Path classes;

    private final Workers workers = new Workers(classes);

    static Stream<List<String>> calculations() {
        return Stream.of("Example: 500 things", "Example: 100,000 things")
                .flatMap(section -> PAGE.table(section).stream());
    }

    @AfterEach
    void close() throws Exception {
        workers.close();
    }

    @ParameterizedTest
    @MethodSource("calculations")
    void everyResultIsThatOfItsCalculation(List<String> row) {
        BigDecimal shown = new BigDecimal(row.get(2));

        assertThat(new Calculation(row.get(1)).result().setScale(shown.scale(), RoundingMode.HALF_UP))
                .as(row.get(0))
                .isEqualTo(shown);
    }

    @Test
    void bothExamplesAreCalculated() {
        assertThat(calculations()).hasSizeGreaterThan(20);
    }

    @Test
    void oneJobCostsOneReadAndThreeWrites() throws Exception {
        workers.emulator().createJob("ota-7", "{}", "pump-12");

        start("iot-jobs-data:startNext?thing=pump-12", exchange -> {});

        await().until(() -> count(Operation.START_NEXT_PENDING_JOB_EXECUTION) == 2);
        assertThat(reads()).isEqualTo(1);
        assertThat(writes()).isEqualTo(3);
        assertThat(PAGE.html()).contains("costs 1 read and 3 writes from poll to poll");
    }

    @Test
    void tenJobsCostOneReadAndTwentyOneWrites() throws Exception {
        IntStream.range(0, 10).forEach(i -> workers.emulator().createJob("ota-" + i, "{}", "pump-12"));

        start("iot-jobs-data:startNext?thing=pump-12", exchange -> {});

        await().until(() -> count(Operation.START_NEXT_PENDING_JOB_EXECUTION) == 11);
        assertThat(reads()).isEqualTo(1);
        assertThat(writes()).isEqualTo(21);
        assertThat(PAGE.html()).contains("one that has a queue of ten jobs 1 read and 21 writes");
    }

    @Test
    void anIdlePollIsARead() throws Exception {
        workers.emulator().createThing("pump-12");

        start("iot-jobs-data:startNext?thing=pump-12&delay=20&maxDelay=20", exchange -> {});

        await().until(() -> reads() >= 3);
        assertThat(writes()).isZero();
    }

    @Test
    void aHeartbeatIsAWrite() throws Exception {
        workers.emulator().createJob("ota-7", "{}", "pump-12");
        CountDownLatch end = new CountDownLatch(1);

        start("iot-jobs-data:startNext?thing=pump-12&lease=15s&heartbeat=1s", exchange -> end.await());

        await().until(() -> count(Operation.UPDATE_JOB_EXECUTION) == 2);
        assertThat(reads()).isEqualTo(1);
        end.countDown();
    }

    @Test
    void pausesAreThoseOfThePage() {
        PollBackoff backoff = new PollBackoff(DELAY, MAX_DELAY);

        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToObj(times -> backoff.afterNothing(times, IN_THE_MIDDLE))
                        .map(Duration::toSeconds))
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
        assertThat(backoff.afterNothing(6, 1)).isEqualTo(Duration.ofSeconds(72));
        assertThat(backoff.first(250, 500)).as("spread over one delay").isEqualTo(DELAY.dividedBy(2));
        assertThat(PAGE.html()).contains("the pauses are 5, 10, 20, 40, 60, 60");
    }

    @Test
    void defaultsAreThoseOfTheComponent() throws Exception {
        assertThat(option("delay")).isEqualTo("5s");
        assertThat(option("maxDelay")).isEqualTo("1m");
        assertThat(option("lease")).isEqualTo("5m");
        assertThat(option("maxInFlight")).isEqualTo("10");
    }

    @ParameterizedTest
    @MethodSource("leases")
    void heartbeatsFollowTheLease(List<String> row) {
        long lease = org.apache.camel.util.TimeUtils.toMilliSeconds(row.get(0)) / 1000;
        BigDecimal writes = new BigDecimal(row.get(2));

        assertThat(row.get(1)).isEqualTo(lease / 3 + " s");
        assertThat(new Calculation("100 / (" + lease + " / 3)").result().setScale(writes.scale(), RoundingMode.HALF_UP))
                .isEqualTo(writes);
        assertThat(row.get(3)).isEqualTo(lease + 3 + " s");
    }

    static List<List<String>> leases() {
        return PAGE.table("Heartbeats and lease");
    }

    @Test
    void measuredFiguresAreThoseOfTheBenchmarks() throws Exception {
        String benchmarks = Files.readString(DocPage.ROOT.resolve("component/benchmarks/README.md"));

        assertThat(benchmarks)
                .contains(
                        "300 B      102 B  held",
                        "2048 B     1069 B  held",
                        "36.45 us",
                        "6.95 %",
                        "6.00 %",
                        "0.92  held");
        assertThat(PAGE.table("Memory and CPU").stream().map(row -> row.get(1)))
                .contains(
                        "102 B",
                        "1,069 B",
                        "36.5 µs, the raw describe 36.1",
                        "7.0 % of a core; the raw calls alone 6.0 %");
        assertThat(PAGE.blocks("bash"))
                .allSatisfy(command -> assertThat(benchmarks).contains(command));
    }

    @Test
    void propertiesAreOptionsOfTheComponent() throws Exception {
        assertThat(PAGE.blocks("properties")).hasSize(2);
        for (String block : PAGE.blocks("properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(block));
            for (Object key : properties.keySet()) {
                String name = StringHelper.after((String) key, "camel.component.iot-jobs-data.");
                assertThat(metadata().has(StringHelper.dashToCamelCase(name)))
                        .as(name)
                        .isTrue();
            }
        }
    }

    private void start(String uri, Processor job) throws Exception {
        DefaultCamelContext camel = workers.context();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(job);
            }
        });
        camel.start();
    }

    private long count(Operation operation) {
        return workers.emulator().requests().count(operation, "pump-12");
    }

    private long reads() {
        return count(Operation.DESCRIBE_JOB_EXECUTION) + count(Operation.GET_PENDING_JOB_EXECUTIONS);
    }

    private long writes() {
        return count(Operation.START_NEXT_PENDING_JOB_EXECUTION) + count(Operation.UPDATE_JOB_EXECUTION);
    }

    private static String option(String name) throws Exception {
        return metadata().path(name).path("defaultValue").asText();
    }

    private static JsonNode metadata() throws Exception {
        try (InputStream in = IotJobsDataComponent.class.getResourceAsStream(
                "/META-INF/io/github/cameliot/jobsdata/iot-jobs-data.json")) {
            return new ObjectMapper().readTree(in).path("componentProperties");
        }
    }
}
