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
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.JobFilter;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.jdbc.JdbcOutcomeRepository;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples and tables of the page about sessions. Longer than others, because the page is. */
class SessionsPageTest {

    private static final DocPage PAGE = DocPage.read("sessions");
    private static final Pattern METHOD = Pattern.compile("(\\w+)\\(");
    private static final Pattern TEST = Pattern.compile("link:(\\S+)\\[(\\w+Test)]");

    @TempDir
    private static Path classes;

    private final List<Exchange> atTheGateway = new CopyOnWriteArrayList<>();
    private Workers workers;

    @BeforeEach
    void aJob() {
        workers = new Workers(classes);
        workers.emulator().createThing("pump-17");
        workers.emulator().createJob("ota-7", "{\"version\":7}", "pump-12");
    }

    @AfterEach
    void close() throws Exception {
        workers.close();
    }

    @Test
    void theGlossaryHasTheTermsThatTheOtherPagesUse() {
        String terms = PAGE.table("Glossary").stream().map(row -> row.get(0)).collect(Collectors.joining(", "));

        assertThat(Stream.of(
                        "Thing",
                        "Job",
                        "job document",
                        "Job execution",
                        "Poll",
                        "Claim",
                        "Lease",
                        "Heartbeat",
                        "Session",
                        "Take-over",
                        "Outcome",
                        "report",
                        "Hand-over",
                        "Release",
                        "Step timeout",
                        "in-progress timeout"))
                .allSatisfy(term -> assertThat(terms).contains(term));
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is guaranteed", "Outcomes that outlive their process"})
    void everyGuaranteeNamesATestThatIsThere(String section) {
        List<List<String>> rows = PAGE.table(section);

        assertThat(rows).hasSizeGreaterThan(6).allSatisfy(row -> {
            List<MatchResult> tests = TEST.matcher(row.get(2)).results().toList();
            assertThat(tests).isNotEmpty().allSatisfy(test -> {
                Path file = DocPage.FOLDER.resolve(test.group(1));
                assertThat(file).hasFileName(test.group(2) + ".java");
                assertThat(Files.readString(file)).contains("@Test");
            });
        });
    }

    @Test
    void theMarkerThatIsShownIsOneOfOurs() throws Exception {
        String shown = PAGE.blocks("text").stream()
                .filter(text -> text.startsWith("claimedBy = "))
                .map(text -> text.substring("claimedBy = ".length()))
                .findFirst()
                .orElseThrow();

        ClaimMarker marker = ClaimMarker.parse(shown).orElseThrow();

        assertThat(marker.workerId()).isEqualTo("edge-3");
        assertThat(marker.format()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aConsumerClaimsShowsItsProgressAndReports(String language) throws Exception {
        start(0, language, workers.context());

        Execution ended = workers.ended("pump-12", "ota-7");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended.statusDetails())
                .containsEntry("step", "installing")
                .containsKey("claimedBy")
                .hasSize(2);
        assertThat(atTheGateway.get(0).getMessage().getBody(String.class)).isEqualTo("{\"version\":7}");
        assertThat(ended.statusDetails().get("claimedBy")).contains("lease=120");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theFencingTokenIsTheExecutionNumberAndTheVersionAtTheClaim(String language) throws Exception {
        start(1, language, workers.context());

        workers.ended("pump-12", "ota-7");

        assertThat(atTheGateway.get(0).getMessage().getHeader("X-Fencing-Token", String.class))
                .isEqualTo("1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    @org.junit.jupiter.api.parallel.Execution(CONCURRENT)
    void anOutcomeIsKeptUntilTheServiceHasIt(String language) throws Exception {
        OutcomeRepository outcomes = outcomes(database("kept-" + language));
        DefaultCamelContext camel = workers.context();
        camel.getRegistry().bind("outcomes", outcomes);
        workers.emulator()
                .faults()
                .add(io.github.cameliot.emulator.Fault.unavailable()
                        .on(Operation.UPDATE_JOB_EXECUTION)
                        .first(2));
        start(2, language, camel);

        await().until(() -> outcomes.list().size() == 1);

        assertThat(workers.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        await().until(() -> outcomes.list().isEmpty());
        assertThat(atTheGateway).hasSize(1);
    }

    @Test
    void theTableIsAsShown() throws Exception {
        DataSource database = database("table");
        String shown = PAGE.blocks("text").stream()
                .filter(text -> text.startsWith("CREATE TABLE"))
                .findFirst()
                .orElseThrow();
        outcomes(database).list();
        try (Connection connection = database.getConnection()) {
            List<String> made = columns(connection);
            connection.createStatement().execute("DROP TABLE " + JdbcOutcomeRepository.TABLE);

            connection.createStatement().execute(shown.replace(";", ""));

            assertThat(columns(connection)).isEqualTo(made).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aFilterLeavesTheJobsOfOthersInTheQueue(String language) throws Exception {
        workers.emulator().createJob("fw-1", "{}", "pump-12");
        workers.emulator().createJob("other", "{\"firmware\":\"2.4\"}", "pump-12");
        DefaultCamelContext camel = workers.context();
        JobFilter filter = (JobFilter) DocBed.compiled(block("class FirmwareJobs"), classes)
                .getDeclaredConstructor()
                .newInstance();
        camel.getRegistry().bind("firmware", JobFilter.class, filter);
        start(3, language, camel);

        assertThat(workers.ended("pump-12", "fw-1").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(workers.ended("pump-12", "other").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aRouteThatWasNotifiedClaimsAndReports(String language) throws Exception {
        DefaultCamelContext camel = start(4, language, workers.context());

        camel.createProducerTemplate().sendBody("direct:notified", "pump-12");

        assertThat(status()).as("reported within the route").isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(workers.emulator()
                        .execution("pump-12", "ota-7")
                        .statusDetails()
                        .get("claimedBy"))
                .contains("lease=120");
        camel.createProducerTemplate().sendBody("direct:notified", "pump-12");
        assertThat(atTheGateway).as("with nothing to claim, the body is null").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aJobThatIsHandedOverIsLeftAloneUntilItsDeadline(String language) throws Exception {
        start(5, language, workers.context());
        await().until(() -> marker().contains("state=handed"));
        assertThat(workers.emulator().execution("pump-12", "ota-7").statusDetails())
                .containsEntry("step", "sent");

        workers.emulator().advance(Duration.ofMinutes(30).plusSeconds(4));
        start(5, language, workers.context());

        Execution ended = workers.ended("pump-12", "ota-7");
        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.statusDetails()).containsEntry("reason", "no result in 30 minutes");
        assertThat(atTheGateway).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aJobThatWasHandedOverAndReleasedRunsAgainAtOnce(String language) throws Exception {
        DefaultCamelContext camel = start(5, language, workers.context());
        await().until(() -> marker().contains("state=handed"));

        camel.createProducerTemplate()
                .sendBodyAndHeaders(
                        "direct:refused",
                        null,
                        Map.of("CamelAwsIotJobsThing", "pump-12", "CamelAwsIotJobsJobId", "ota-7"));

        await().until(() -> atTheGateway.size() == 2);
        assertThat(marker()).as("the hand-over does not count as an attempt").contains("attempt=1");
    }

    @Test
    void aProcessorThatAsksWhetherTheJobIsLostEndsWithItsReason() throws Exception {
        Class<?> copy = DocBed.compiled(block("class CopyBlocks"), classes);
        Processor processor = (Processor) copy.getDeclaredConstructor().newInstance();
        DefaultCamelContext camel = workers.context();
        List<Exception> thrown = new CopyOnWriteArrayList<>();
        camel.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?thing=pump-12&maxRunTime=100").process(exchange -> {
                    JobSession session = exchange.getProperty("CamelAwsIotJobsSession", JobSession.class);
                    await().until(session::isLost);
                    try {
                        processor.process(exchange);
                    } catch (IllegalStateException e) {
                        thrown.add(e);
                    }
                });
            }
        });
        camel.start();

        await().until(() -> !thrown.isEmpty());
        assertThat(thrown.get(0)).hasMessageContaining("stopped at block 0").hasMessageContaining("maxRunTime");
        assertThat(workers.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void everyMethodOfTheSessionIsThereAndNoneForRoutesIsLeftOut() {
        Set<String> shown = PAGE.table("The session in a route").stream()
                .flatMap(row -> METHOD.matcher(row.get(0)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> real = Arrays.stream(JobSession.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ofTheComponent = Set.of(
                "claimedBy",
                "endByOperator",
                "endWhen",
                "finish",
                "isOf",
                "releaseUnrun",
                "routeId",
                "stop",
                "stopped",
                "userDetails");

        assertThat(real).containsAll(shown).containsAll(ofTheComponent);
        real.removeAll(ofTheComponent);
        assertThat(shown).isEqualTo(real);
    }

    @Test
    void statesAndResumesAreThoseOfTheCode() {
        assertThat(PAGE.table("States"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(
                        Arrays.stream(State.values()).map(Enum::name).toList());
        assertThat(PAGE.table("Take-over and resume"))
                .extracting(row -> row.get(0))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Resume.values()).map(Enum::name).toList());
    }

    @Test
    void aJobCostsTheCallsThatTheTableSays() throws Exception {
        DefaultCamelContext camel = workers.context();
        Workers.connect(camel, workers.emulator().endpoint().toString()).setMaxDelay(Duration.ofMinutes(1));
        Workers.connect(camel, workers.emulator().endpoint().toString()).setDelay(Duration.ofSeconds(30));
        start(1, "java", camel);

        workers.ended("pump-12", "ota-7");

        await().until(() -> count(Operation.START_NEXT_PENDING_JOB_EXECUTION) == 2);
        assertThat(count(Operation.DESCRIBE_JOB_EXECUTION)).as("finding work").isEqualTo(1);
        assertThat(count(Operation.UPDATE_JOB_EXECUTION)).as("the report").isEqualTo(1);
    }

    private long count(Operation operation) {
        return workers.emulator().requests().count(operation, "pump-12");
    }

    private DefaultCamelContext start(int example, String language, DefaultCamelContext camel) throws Exception {
        camel.getPropertiesComponent().addInitialProperty("gateway", "bean:gateway?method=process");
        camel.getRegistry().bind("gateway", new Gateway());
        workers.load(camel, language, PAGE.tabs().get(example).get(language)).start();
        return camel;
    }

    private OutcomeRepository outcomes(DataSource database) throws Exception {
        Object beans = DocBed.compiled(block("class Outcomes"), classes)
                .getDeclaredConstructor()
                .newInstance();
        return (OutcomeRepository)
                beans.getClass().getMethod("outcomes", DataSource.class).invoke(beans, database);
    }

    private static DataSource database(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0");
        return database;
    }

    private static List<String> columns(Connection connection) throws Exception {
        try (ResultSet columns = connection
                .createStatement()
                .executeQuery("SELECT column_name, data_type, character_maximum_length, is_nullable"
                        + " FROM information_schema.columns WHERE table_name = 'IOT_JOBS_OUTCOMES' ORDER BY 1")) {
            List<String> found = new CopyOnWriteArrayList<>();
            while (columns.next()) {
                found.add(columns.getString(1) + " " + columns.getString(2) + " " + columns.getString(3) + " "
                        + columns.getString(4));
            }
            return found;
        }
    }

    private static String block(String start) {
        return PAGE.blocks("java").stream()
                .filter(block -> block.contains(start))
                .findFirst()
                .orElseThrow();
    }

    private ExecutionStatus status() {
        return workers.emulator().execution("pump-12", "ota-7").status();
    }

    private String marker() {
        return workers.emulator().execution("pump-12", "ota-7").statusDetails().getOrDefault("claimedBy", "");
    }

    /** What does the work. */
    public final class Gateway implements Processor {

        @Override
        public void process(Exchange exchange) {
            atTheGateway.add(exchange.copy());
        }
    }
}
