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

import io.github.cameliot.jobsdata.jdbc.JdbcOutcomeRepository;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void aPoolWithoutAutoCommitKeepsToo() {
        String table = newTable();
        JdbcDataSource without = new JdbcDataSource();
        without.setURL("jdbc:h2:file:" + folder.resolve("outcomes") + ";WRITE_DELAY=0;AUTOCOMMIT=OFF");

        new JdbcOutcomeRepository(without, table).keep("key", "text");

        assertThat(new JdbcOutcomeRepository(h2(folder), table).find("key")).contains("text");
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
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (somebody_elses INT)");
        }

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
}
