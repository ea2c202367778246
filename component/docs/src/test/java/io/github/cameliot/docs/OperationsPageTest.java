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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.jobsdata.counters.Counter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of JMX, counters and health is what the component has. */
class OperationsPageTest {

    private static final DocPage PAGE = DocPage.read("operations");

    @TempDir
    private Path classes;

    @Test
    void theTablesOfJmxListTheAttributesAndOperationsOfTheMBean() throws Exception {
        try (DocBed bed = new DocBed(classes)) {
            bed.emulator().createThing("pump-12");
            RouteBuilder.addRoutes(bed.camel(), r -> {
                r.from("iot-jobs-data:startNext?thing=pump-12").routeId("pumps").to("mock:pumps");
                r.from("direct:other").routeId("other").to("mock:other");
            });
            bed.start();

            ObjectName jobs = consumer(bed, "pumps");
            MBeanInfo ours = server(bed).getMBeanInfo(jobs);
            MBeanInfo others = server(bed).getMBeanInfo(consumer(bed, "other"));
            Set<String> common = Arrays.stream(others.getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .collect(Collectors.toSet());

            assertThat(PAGE.table("JMX attributes").stream().map(row -> row.get(0) + " " + row.get(1)))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(ours.getAttributes())
                            .filter(attribute -> !common.contains(attribute.getName()))
                            .map(attribute -> attribute.getName() + " "
                                    + attribute.getType().replaceFirst(".*\\.", ""))
                            .toList());
            assertThat(PAGE.table("JMX operations").stream()
                            .map(row -> row.get(0).replaceFirst("\\(.*", "") + " "
                                    + row.get(0).split(",").length))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(ours.getOperations())
                            .filter(operation -> Arrays.stream(others.getOperations())
                                    .noneMatch(other -> other.getName().equals(operation.getName())))
                            .filter(operation -> !operation.getName().startsWith("get"))
                            .map(operation -> operation.getName() + " " + operation.getSignature().length)
                            .toList());
            assertThat(jobs.toString().replaceFirst("0x[0-9a-f]+", "<number>"))
                    .isEqualTo(PAGE.blocksOf("JMX")
                            .get(0)
                            .replace("<context>", bed.camel().getName()));
        }
    }

    @Test
    void anOperationIsRefusedWithoutAJobAndEndsTheOneThatRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (DocBed bed = new DocBed(classes)) {
            bed.emulator().createThing("pump-12");
            RouteBuilder.addRoutes(bed.camel(), r -> r.from("iot-jobs-data:startNext?thing=pump-12")
                    .routeId("pumps")
                    .process(e -> {
                        running.countDown();
                        mayEnd.await();
                    }));
            bed.start();
            MBeanServer server = server(bed);
            ObjectName consumer = consumer(bed, "pumps");
            String[] texts = {String.class.getName(), String.class.getName()};
            Object[] arguments = {"pump-12", "stuck"};

            assertThatThrownBy(() -> server.invoke(consumer, "failJob", arguments, texts))
                    .rootCause()
                    .hasMessageContaining("No job runs on thing");
            bed.emulator().createJob("ota-7", "{}", "pump-12");
            running.await();
            server.invoke(consumer, "failJob", arguments, texts);

            assertThat(bed.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.FAILED);
            mayEnd.countDown();
            await().until(() -> server.getAttribute(consumer, "JobsRunning").equals(0));
        }
    }

    @Test
    void aStopAndAStartOfTheRouteDoNotSetTheCountersBack() throws Exception {
        try (DocBed bed = new DocBed(classes)) {
            bed.emulator().createJob("ota-7", "{}", "pump-12");
            RouteBuilder.addRoutes(bed.camel(), r -> r.from("iot-jobs-data:startNext?thing=pump-12")
                    .routeId("pumps")
                    .to("mock:pumps"));
            bed.start();
            bed.ended("pump-12", "ota-7");
            await().until(() -> counters(bed).get("succeeded").equals(1L));

            bed.camel().getRouteController().stopRoute("pumps");
            bed.camel().getRouteController().startRoute("pumps");
            bed.emulator().createJob("ota-8", "{}", "pump-12");
            bed.ended("pump-12", "ota-8");

            await().until(() -> counters(bed).get("succeeded").equals(2L));
            assertThat(counters(bed).keySet().stream().map(Object::toString))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Counter.values()).map(Enum::name).toList());
        }
    }

    @Test
    void theTableOfCountersListsAllInTheirOrder() {
        assertThat(PAGE.table("Counters").stream().map(row -> row.get(0)))
                .containsExactlyElementsOf(
                        Arrays.stream(Counter.values()).map(Enum::name).toList());
    }

    @Test
    void theDetailsOfTheHealthChecksAreThoseThatTheyShow() throws Exception {
        List<List<String>> checks = PAGE.table("Health");

        assertThat(details(checks.get(0).get(2)))
                .isEqualTo(detailsIn("IotJobsDataHealthCheck.java", "HealthDetails.java"));
        assertThat(details(checks.get(1).get(2))).isEqualTo(detailsIn("health/ProducerHealthCheck.java"));
    }

    @Test
    void thePropertiesForHealthAreThoseOfTheApplicationOnKubernetes() throws Exception {
        assertThat(properties(PAGE.blocks("properties").get(0)).entrySet())
                .isNotEmpty()
                .isSubsetOf(properties(
                                DocPage.read("kubernetes").blocks("properties").get(0))
                        .entrySet());
    }

    private static Properties properties(String block) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block));
        return properties;
    }

    /** The names with a dot, or without blanks, in a cell of the table. */
    private static Set<String> details(String cell) {
        return Stream.of(cell.split("[,;]| and why| with the first of them| with an | also |\\(|\\)"))
                .map(String::strip)
                .filter(word -> word.matches("[a-z]+(\\.[a-z]+)*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> detailsIn(String... sources) throws IOException {
        Path folder = DocPage.ROOT.resolve("component/camel-aws2-iot/src/main/java/io/github/cameliot/jobsdata");
        Set<String> details = new TreeSet<>();
        for (String source : sources) {
            Pattern.compile("detail\\(\\s*\"([^\"]+)\"")
                    .matcher(Files.readString(folder.resolve(source)))
                    .results()
                    .forEach(detail -> details.add(detail.group(1)));
        }
        return details;
    }

    private static Map<?, ?> counters(DocBed bed) throws Exception {
        return (Map<?, ?>) server(bed).getAttribute(consumer(bed, "pumps"), "Counters");
    }

    private static MBeanServer server(DocBed bed) {
        return bed.camel().getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private static ObjectName consumer(DocBed bed, String route) throws Exception {
        ObjectName all = new ObjectName(
                "org.apache.camel:context=" + bed.camel().getManagementName() + ",type=consumers,name=*");
        for (ObjectName name : server(bed).queryNames(all, null)) {
            if (route.equals(server(bed).getAttribute(name, "RouteId"))) {
                return name;
            }
        }
        throw new AssertionError("no consumer of route " + route);
    }
}
