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

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.jdbc.JdbcOutcomeRepository;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.KeptOutcome;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.session.TestWorker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a repository promises, by a file of H2 and by a PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcOutcomeRepositoryTest {

    private static final ClaimMarker MARKER =
            TestWorker.worker("edge-3", Resume.expired, TestWorker.LEASE).marker(1);

    @TempDir
    static Path folder;

    private EmbeddedPostgres postgres;
    private int tables;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    void stop() throws Exception {
        postgres.close();
    }

    List<DataSource> databases() {
        return List.of(h2(folder), postgres.getPostgresDatabase());
    }

    /** One that has written what it committed; by itself H2 does so half a second later, and a kill loses that. */
    static DataSource h2(Path folder) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:file:" + folder.resolve("outcomes") + ";WRITE_DELAY=0");
        return h2;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsKeptIsFoundListedReplacedAndRemoved(DataSource database) {
        String table = newTable();
        JdbcOutcomeRepository repository = new JdbcOutcomeRepository(database, table);
        repository.keep("pump-12/ota-7/1/a", "one\nline … \uD83D\uDE80");
        repository.keep("pump-12/ota-8/1/b", "x".repeat(20_000));
        repository.keep("pump-12/ota-7/1/a", "two");

        JdbcOutcomeRepository elsewhere = new JdbcOutcomeRepository(database, table);

        assertThat(elsewhere.find("pump-12/ota-7/1/a")).contains("two");
        assertThat(elsewhere.find("pump-12/ota-9/1/c")).isEmpty();
        assertThat(elsewhere.list()).containsOnlyKeys("pump-12/ota-7/1/a", "pump-12/ota-8/1/b");
        assertThat(elsewhere.list()).containsEntry("pump-12/ota-8/1/b", "x".repeat(20_000));
        elsewhere.remove("pump-12/ota-7/1/a");
        elsewhere.remove("pump-12/ota-7/1/a");
        assertThat(repository.list()).containsOnlyKeys("pump-12/ota-8/1/b");
    }

    @Test
    void aDatabaseThatWritesLaterThanItCommitsIsToldOfOnce() {
        JdbcDataSource late = new JdbcDataSource();
        late.setURL("jdbc:h2:file:" + folder.resolve("late"));
        try (LogCapture log = LogCapture.start()) {
            JdbcOutcomeRepository repository = new JdbcOutcomeRepository(late);

            repository.keep("key", "text");
            repository.keep("key", "other text");

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement(as(STRING))
                    .contains("iot_jobs_outcomes", "up to 500 ms later", "WRITE_DELAY=0");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aDatabaseThatWritesWhatItCommitsIsNot(DataSource database) {
        try (LogCapture log = LogCapture.start()) {
            new JdbcOutcomeRepository(database, newTable()).keep("key", "text");

            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRowThatTheTableRefusesIsNotTakenForOneThatIsThere(DataSource database) throws Exception {
        String table = newTable();
        execute(
                database,
                "CREATE TABLE " + table + " (outcome_key VARCHAR(300) NOT NULL PRIMARY KEY, outcome TEXT NOT NULL,"
                        + " tenant VARCHAR(10) NOT NULL)");

        assertThatIllegalStateException()
                .isThrownBy(() -> new JdbcOutcomeRepository(database, table).keep("key", "text"))
                .withMessageStartingWith("Cannot keep key in table " + table + ": ")
                .satisfies(e -> assertThat(e.getMessage()).containsIgnoringCase("tenant"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsKeptIsReadBackToTheCharacter(DataSource database) {
        JdbcOutcomeRepository repository = new JdbcOutcomeRepository(database, newTable());
        for (String text : List.of(
                "two\nlines",
                "\r\n\tbreaks at both ends\n\n",
                "  blanks at both ends  ",
                "'single' \"double\" `back` \\ \\n \\u0041 {fn now()} ? :x $1 %",
                "\uD83D\uDE80 \uD83D\uDC69\u200D\uD83D\uDD27 e\u0301 \u00e9 \u2026 \uFFFD \u4e2d",
                "line \uD83D\uDE80 \"quoted\"\n".repeat(1024))) {
            repository.keep("key", text);

            assertThat(repository.find("key")).contains(text);
            assertThat(repository.list()).containsEntry("key", text);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theLongestOutcomeUnderTheLongestKeyIsKept(DataSource database) {
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            details.put("k".repeat(127) + i, "\"".repeat(1024));
        }
        ExecutionId execution = new ExecutionId("t".repeat(128), "j".repeat(64), Long.MAX_VALUE);
        KeptOutcome longest =
                new KeptOutcome("eu-west-1", execution, 2, MARKER, ExecutionStatus.FAILED, details, Instant.EPOCH);
        JdbcOutcomeRepository repository = new JdbcOutcomeRepository(database, newTable());
        KeptOutcomes outcomes = new KeptOutcomes("eu-west-1", repository, new Counters(), Runnable::run);

        assertThat(outcomes.keep(longest)).isTrue();

        assertThat(longest.key()).hasSizeLessThanOrEqualTo(230);
        assertThat(repository.find(longest.key()).orElseThrow()).hasSizeBetween(19_000, 22_000);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void workersThatMakeTheTableAtOnceAllKeep(DataSource database) throws Exception {
        String table = newTable();
        ExecutorService workers = Executors.newFixedThreadPool(8);
        List<Callable<Void>> keeps = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String key = "key-" + i;
            keeps.add(() -> {
                new JdbcOutcomeRepository(database, table).keep(key, "text");
                new JdbcOutcomeRepository(database, table).keep("shared", key);
                return null;
            });
        }

        for (Future<Void> kept : workers.invokeAll(keeps)) {
            kept.get();
        }

        assertThat(new JdbcOutcomeRepository(database, table).list()).hasSize(9);
        workers.shutdown();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aDatabaseThatRefusesSaysWhatWasTried(DataSource database) throws Exception {
        String table = newTable();
        execute(database, "CREATE TABLE " + table + " (somebody_elses INT)");

        assertThatIllegalStateException()
                .isThrownBy(() -> new JdbcOutcomeRepository(database, table).keep("key", "text"))
                .withMessageStartingWith("Cannot keep key in table " + table + ": ");
    }

    @Test
    void anythingButTheNameOfATableIsRefused() {
        for (String table : List.of("", "a b", "a;drop table b", "a.b.c", "1a")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new JdbcOutcomeRepository(h2(folder), table))
                    .withMessageContaining("iot_jobs_outcomes");
        }
    }

    private String newTable() {
        return "outcomes_" + tables++;
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
