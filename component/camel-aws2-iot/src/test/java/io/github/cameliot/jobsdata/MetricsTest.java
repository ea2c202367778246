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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.client.CallResult;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.outcome.MemoryOutcomes;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The meters that an application with Micrometer gets, the page on them, and the queries of the dashboard. */
class MetricsTest {

    private static final AsciiDocPage PAGE = AsciiDocPage.read("metrics");
    private static final Path DASHBOARD = Path.of("src", "main", "docs", "iot-jobs-dashboard.json");
    private static final Pattern SERIES = Pattern.compile("(?m)^(camel_iot_jobs_\\w+)\\{([^}]*)} (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)!?=~?\"([^\"]*)\"");

    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private static Bench bench;

    /** One run that has a bit of everything: jobs that succeed, are rejected and are lost, and a service that throttles. */
    @BeforeAll
    static void run() throws Exception {
        bench = Bench.open(b -> b.camel().getRegistry().bind("metricsRegistry", REGISTRY));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        bench.job("ok-1", "a")
                .job("ok-2", "a")
                .job("bad-1", "b")
                .job("lost-1", "c")
                .job("told-1", "d");
        bench.emulator()
                .faults()
                .add(Fault.throttle().on(Operation.UPDATE_JOB_EXECUTION).first(1));
        bench.routes(r -> {
            r.from("iot-jobs-data:startNext?thing=a&maxInFlight=7").routeId("a").to("log:a?level=OFF");
            // There is no broker: its meters are there from the start.
            r.from("iot-jobs-data:startNext?thing=b&onFailure=reject&push=true")
                    .routeId("b")
                    .throwException(new RuntimeCamelException("no"));
            r.from("iot-jobs-data:startNext?thing=c").routeId("c").process(e -> {
                running.countDown();
                mayEnd.await();
            });
            r.from("direct:d").routeId("d").to("iot-jobs-data:startNext?session=true&thing=d");
        });
        bench.ended("a", "ok-2");
        bench.ended("b", "bad-1");
        bench.send("direct:d");
        bench.ended("d", "told-1");
        running.await();
        assertThat(series("camel_iot_jobs_inflight", "routeId", "c")).isEqualTo(1);
        bench.emulator().cancelJob("lost-1", true);
        mayEnd.countDown();
        await().until(() -> series("camel_iot_jobs_lost_total", "routeId", "c", "reason", "ended") == 1);
        bench.idle("a");
    }

    @AfterAll
    static void close() {
        bench.close();
        assertThat(REGISTRY.getMeters())
                .as("meters of a context that has stopped")
                .isEmpty();
        REGISTRY.close();
    }

    @Test
    void eachRouteHasItsOwnFigures() {
        assertThat(series("camel_iot_jobs_claims_total", "routeId", "a")).isEqualTo(2);
        assertThat(series("camel_iot_jobs_outcomes_total", "routeId", "a", "outcome", "succeeded"))
                .isEqualTo(2);
        assertThat(series("camel_iot_jobs_outcomes_total", "routeId", "b", "outcome", "rejected"))
                .isEqualTo(1);
        assertThat(series("camel_iot_jobs_outcomes_total", "routeId", "b", "outcome", "succeeded"))
                .isZero();
        assertThat(series("camel_iot_jobs_polls_empty_total", "routeId", "a")).isPositive();
        assertThat(series("camel_iot_jobs_inflight_limit", "routeId", "a")).isEqualTo(7);
        assertThat(series("camel_iot_jobs_things", "routeId", "a")).isEqualTo(1);
        assertThat(series("camel_iot_jobs_run_seconds_count", "routeId", "a")).isEqualTo(2);
        assertThat(series("camel_iot_jobs_queued_seconds_count", "routeId", "a"))
                .isEqualTo(2);
        assertThat(series("camel_iot_jobs_report_seconds_count", "routeId", "c"))
                .isZero();
    }

    @Test
    void jobsOfProducersAreMeasuredTogether() {
        assertThat(series("camel_iot_jobs_claims_total", "routeId", "")).isEqualTo(1);
        assertThat(series("camel_iot_jobs_outcomes_total", "routeId", "", "outcome", "succeeded"))
                .isEqualTo(1);
        assertThat(series("camel_iot_jobs_run_seconds_count", "routeId", "")).isEqualTo(1);
    }

    @Test
    void callsAreTimedByOperationAndResult() {
        assertThat(series(
                        "camel_iot_jobs_calls_seconds_count", "operation", "UpdateJobExecution", "result", "throttled"))
                .isEqualTo(1);
        assertThat(series("camel_iot_jobs_calls_seconds_count", "operation", "UpdateJobExecution", "result", "ok"))
                .isEqualTo(4);
        assertThat(series("camel_iot_jobs_calls_seconds_count", "operation", "DescribeJobExecution", "result", "ok"))
                .isPositive();
    }

    @Test
    void noTagNamesAThingOrAJob() {
        Set<String> values = REGISTRY.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getValue)
                .collect(Collectors.toSet());

        assertThat(values).doesNotContain("ok-1", "bad-1", "lost-1", "told-1").noneMatch(v -> v.contains("thing"));
        assertThat(REGISTRY.getMeters().stream()
                        .flatMap(meter -> meter.getId().getTags().stream())
                        .map(Tag::getKey))
                .containsOnly("camelContext", "routeId", "operation", "result", "outcome", "reason");
    }

    @Test
    void theTableOfThePageListsTheMetersThatAreRegistered() {
        Map<String, String> rows = new HashMap<>();
        for (String line : PAGE.text().lines().toList()) {
            // Those of waits belong to the control plane, and are compared there.
            if (line.startsWith("| `camel.iot.jobs.") && !line.startsWith("| `camel.iot.jobs.await")) {
                String[] cells = line.split("\\|", -1);
                String key = cells[1].strip().replace("`", "") + " " + cells[2].strip() + " " + cells[3].strip();
                assertThat(rows.put(key, cells[4])).as(line).isNull();
            }
        }

        Map<String, Set<String>> tags = new HashMap<>();
        for (Meter meter : REGISTRY.getMeters()) {
            Meter.Id id = meter.getId();
            String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
            String key = id.getName() + " " + id.getType().name().toLowerCase(Locale.ROOT) + " " + unit;
            id.getTags().stream()
                    .filter(tag -> !Set.of("camelContext", "routeId").contains(tag.getKey()))
                    .flatMap(tag -> Stream.of(tag.getKey(), tag.getValue()))
                    .forEach(tags.computeIfAbsent(key, k -> new TreeSet<>())::add);
        }

        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(tags.keySet());
        tags.put("camel.iot.jobs.calls timer seconds", tagsOfCalls());
        rows.forEach((key, cell) -> assertThat(
                        Pattern.compile("`(\\w+)`").matcher(cell).results().map(word -> word.group(1)))
                .as(key)
                .containsExactlyInAnyOrderElementsOf(tags.get(key)));
    }

    private static Set<String> tagsOfCalls() {
        Set<String> all = new TreeSet<>(Set.of("operation", "UpdateJobExecution", "result", "ThrottlingException"));
        Arrays.stream(CallResult.values()).map(Enum::name).forEach(all::add);
        return all;
    }

    @Test
    void everyQueryOfTheDashboardAsksForSeriesAndLabelsThatThereAre() throws Exception {
        List<String> queries = new ObjectMapper()
                .readTree(DASHBOARD.toFile()).findValues("expr").stream()
                        .map(expr -> expr.asText())
                        .toList();

        assertThat(queries).hasSizeGreaterThan(10).allSatisfy(query -> {
            assertThat(Pattern.compile("camel_\\w+\\{").matcher(query).results().count())
                    .as("each metric of %s has a selector", query)
                    .isEqualTo(
                            Pattern.compile("camel_").matcher(query).results().count());
            assertAsksForWhatThereIs(query);
        });
    }

    @Test
    void everyAlertOfThePageAsksForSeriesAndLabelsThatThereAre() {
        assertThat(PAGE.blocks("promql"))
                .hasSizeGreaterThan(10)
                .allSatisfy(MetricsTest::assertAsksForWhatThereIs)
                .allSatisfy(alert -> assertThat(alert).matches("(?s).* (>|>=|<) [0-9.]+"));
    }

    private static void assertAsksForWhatThereIs(String query) {
        Map<String, Map<String, Set<String>>> scraped = new HashMap<>();
        SERIES.matcher(REGISTRY.scrape()).results().forEach(line -> {
            Map<String, Set<String>> labels = scraped.computeIfAbsent(line.group(1), n -> new HashMap<>());
            labels(line.group(2)).forEach((k, v) -> labels.computeIfAbsent(k, l -> new HashSet<>())
                    .add(v));
        });
        Arrays.stream(CallResult.values()).forEach(result -> scraped.get("camel_iot_jobs_calls_seconds_count")
                .get("result")
                .add(result.name()));
        List<MatchResult> metrics = Pattern.compile("(camel_\\w+)(?:\\{([^}]*)})?")
                .matcher(query)
                .results()
                .toList();
        assertThat(metrics).as(query).isNotEmpty();
        for (MatchResult metric : metrics) {
            assertThat(scraped).as(query).containsKey(metric.group(1));
            Map<String, Set<String>> known = scraped.get(metric.group(1));
            labels(metric.group(2) == null ? "" : metric.group(2)).forEach((label, value) -> {
                assertThat(known).as(query).containsKey(label);
                if (!value.startsWith("$")) {
                    assertThat(known.get(label)).as(query).contains(value.split("\\|"));
                }
            });
            Pattern.compile("by \\(([^)]*)\\)").matcher(query).results().forEach(by -> assertThat(known.keySet())
                    .as(query)
                    .contains(by.group(1).split(", ")));
        }
        for (String pair : List.of("()", "[]", "{}")) {
            assertThat(query.chars().filter(c -> c == pair.charAt(0)).count())
                    .as("%s of %s", pair, query)
                    .isEqualTo(query.chars().filter(c -> c == pair.charAt(1)).count());
        }
    }

    @Test
    void metersOfARouteAreRemovedWhenItStopsAndBackWhenItStarts() throws Exception {
        try (Bench own = Bench.open(b -> b.camel().getRegistry().bind("any", new SimpleMeterRegistry()))) {
            MeterRegistry registry = own.camel().getRegistry().findSingleByType(MeterRegistry.class);
            own.job("a-1", "a");
            own.routes(
                    r -> r.from("iot-jobs-data:startNext?thing=a").routeId("r").to("log:a?level=OFF"));
            own.ended("a", "a-1");
            own.idle("a");
            assertThat(registry.get("camel.iot.jobs.claims").functionCounter().count())
                    .isEqualTo(1);

            own.camel().getRouteController().stopRoute("r");

            assertThat(registry.getMeters().stream()
                            .map(m -> m.getId().getName())
                            .distinct())
                    .as("calls are the component's")
                    .containsExactly("camel.iot.jobs.calls");

            own.camel().getRouteController().startRoute("r");
            own.job("a-2", "a").ended("a", "a-2");
            await().until(
                            () -> registry.get("camel.iot.jobs.claims")
                                    .functionCounter()
                                    .count(),
                            count -> count == 2);
        }
    }

    @Test
    void theRepositoryOfProducersIsMeasuredWithoutAConsumer() {
        MemoryOutcomes outcomes = new MemoryOutcomes();
        outcomes.rows().put("d/old-1/1/9b1d", "damaged");
        outcomes.fails(MemoryOutcomes.Use.KEEP);
        MeterRegistry registry = new SimpleMeterRegistry();
        try (Bench own = Bench.open(b -> {
            b.camel().getRegistry().bind("any", registry);
            b.camel().getRegistry().bind("outcomes", outcomes);
        })) {
            own.job("told-1", "d");
            own.routes(r ->
                    r.from("direct:d").to("iot-jobs-data:startNext?session=true&thing=d&outcomeRepository=#outcomes"));

            own.send("direct:d");
            own.ended("d", "told-1");

            for (String meter : List.of("failures", "quarantined")) {
                await(meter)
                        .until(() -> registry.get("camel.iot.jobs.repository." + meter)
                                        .tag("routeId", "")
                                        .functionCounter()
                                        .count()
                                == 1);
            }
        }
    }

    @Test
    void aCompositeComesFirstAndNothingIsMadeWhereThereIsNone() {
        try (Bench none = Bench.open();
                Bench two = Bench.open(b -> {
                    b.camel().getRegistry().bind("simple", new SimpleMeterRegistry());
                    b.camel().getRegistry().bind("composite", new CompositeMeterRegistry());
                })) {
            for (Bench each : List.of(none, two)) {
                each.emulator().createThing("a");
                each.routes(r -> r.from("iot-jobs-data:startNext?thing=a").to("log:a?level=OFF"));
                each.idle("a");
            }

            assertThat(none.camel().getRegistry().findByType(MeterRegistry.class))
                    .isEmpty();
            assertThat(two.camel()
                            .getRegistry()
                            .lookupByNameAndType("simple", MeterRegistry.class)
                            .getMeters())
                    .isEmpty();
            assertThat(two.camel()
                            .getRegistry()
                            .lookupByNameAndType("composite", MeterRegistry.class)
                            .getMeters())
                    .isNotEmpty();
        }
    }

    @Test
    void aRegistryThatRefusesEverythingStopsNoJob() {
        MeterRegistry broken = new SimpleMeterRegistry();
        broken.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                throw new IllegalStateException("no meters here");
            }
        });
        try (Bench own = Bench.open(b -> b.camel().getRegistry().bind("any", broken))) {
            own.job("a-1", "a").job("b-1", "b");
            own.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=a").to("log:a?level=OFF");
                r.from("direct:b").to("iot-jobs-data:startNext?session=true&thing=b");
            });

            own.ended("a", "a-1");
            assertThat(own.send("direct:b").getException()).isNull();
            own.ended("b", "b-1");
        }
    }

    @Test
    void aConsumerWorksWithoutMicrometerOnTheClassPath() throws Exception {
        Object claimed = ClassPath.callWithout("micrometer", WithoutMicrometer.class, "claimed");

        assertThat(claimed).isEqualTo(1L);
    }

    /** Runs in a class loader of its own. */
    public static final class WithoutMicrometer {

        private WithoutMicrometer() {}

        /** How many jobs a consumer has claimed, with one to claim. */
        public static long claimed() throws Exception {
            try {
                Class.forName("io.micrometer.core.instrument.MeterRegistry");
                throw new IllegalStateException("Micrometer is there");
            } catch (ClassNotFoundException expected) {
                // as it should be
            }
            try (Bench own = Bench.open()) {
                own.job("a-1", "a");
                own.routes(r -> r.from("iot-jobs-data:startNext?thing=a").to("log:a?level=OFF"));
                own.ended("a", "a-1");
                return own.component().counters().get(Counter.claimed);
            }
        }
    }

    private static Map<String, String> labels(String text) {
        return LABEL.matcher(text).results().collect(Collectors.toMap(l -> l.group(1), l -> l.group(2)));
    }

    /** The sum of all series of that name with these labels; NaN if there is none. */
    private static double series(String name, String... labels) {
        double sum = Double.NaN;
        for (MatchResult line : SERIES.matcher(REGISTRY.scrape()).results().toList()) {
            Map<String, String> found = labels(line.group(2));
            boolean matches = line.group(1).equals(name);
            for (int i = 0; i < labels.length; i += 2) {
                matches &= labels[i + 1].equals(found.get(labels[i]));
            }
            if (matches) {
                sum = (Double.isNaN(sum) ? 0 : sum) + Double.parseDouble(line.group(3));
            }
        }
        return sum;
    }
}
