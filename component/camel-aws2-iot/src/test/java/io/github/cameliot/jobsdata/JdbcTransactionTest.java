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
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of a repository and the transactions around them, by pools that commit by themselves and by those that do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcTransactionTest {

    private static final KeptOutcome KEPT = new KeptOutcome(
            "eu-west-1",
            new ExecutionId("pump-12", "ota-7", 1),
            2,
            TestWorker.worker("edge-3", Resume.expired, TestWorker.LEASE).marker(1),
            ExecutionStatus.SUCCEEDED,
            Map.of("step", "done"),
            Instant.EPOCH);

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
        return List.of(JdbcOutcomeRepositoryTest.h2(folder), postgres.getPostgresDatabase());
    }

    List<Arguments> pools() {
        return databases().stream()
                .flatMap(database -> Stream.of(arguments(database, true), arguments(database, false)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pools")
    void aRowThatIsRemovedBetweenInsertAndUpdateIsKeptAllTheSame(DataSource database, boolean autoCommit)
            throws Exception {
        JdbcOutcomeRepository other = new JdbcOutcomeRepository(database, newTable());
        other.keep("key", "one");
        AtomicBoolean removed = new AtomicBoolean();
        try (WatchedPool pool = WatchedPool.of(database, autoCommit).before(sql -> {
            if (sql.startsWith("UPDATE") && removed.compareAndSet(false, true)) {
                other.remove("key");
            }
        })) {
            new JdbcOutcomeRepository(pool.dataSource(), table()).keep("key", "two");
        }

        assertThat(removed).isTrue();
        assertThat(other.find("key")).contains("two");
    }

    @ParameterizedTest
    @MethodSource("pools")
    void aKeepThatNeverHoldsFails(DataSource database, boolean autoCommit) throws Exception {
        JdbcOutcomeRepository other = new JdbcOutcomeRepository(database, newTable());
        try (WatchedPool pool = WatchedPool.of(database, autoCommit).before(sql -> {
            if (sql.startsWith("INSERT")) {
                other.keep("key", "one");
            } else if (sql.startsWith("UPDATE")) {
                other.remove("key");
            }
        })) {
            JdbcOutcomeRepository repository = new JdbcOutcomeRepository(pool.dataSource(), table());

            assertThatIllegalStateException()
                    .isThrownBy(() -> repository.keep("key", "two"))
                    .withMessageStartingWith("Cannot keep key in table " + table() + ": ")
                    .withMessageContaining("an UPDATE found no row");
            assertThat(pool.statements()).hasSizeBetween(4, 20);
        }
    }

    @ParameterizedTest
    @MethodSource("pools")
    void connectionsAreGivenBackAsTheyWereAndWithoutATransaction(DataSource database, boolean autoCommit)
            throws Exception {
        String table = newTable();
        JdbcOutcomeRepository other = new JdbcOutcomeRepository(database, table);
        try (WatchedPool pool = WatchedPool.of(database, autoCommit)) {
            JdbcOutcomeRepository repository = new JdbcOutcomeRepository(pool.dataSource(), table);

            repository.keep("key", "one");
            assertThat(other.find("key")).contains("one");
            repository.keep("key", "two"); // its INSERT is refused
            assertThat(other.find("key")).contains("two");
            assertThat(repository.find("key")).contains("two");
            other.keep("key", "three");
            assertThat(repository.find("key"))
                    .as("no snapshot of an earlier call")
                    .contains("three");
            assertThat(repository.list()).hasSize(1);
            repository.remove("key");

            assertThat(other.list()).isEmpty();
            assertThat(pool.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pools")
    void aConnectionIsUsableAfterAStatementFailed(DataSource database, boolean autoCommit) throws Exception {
        String table = newTable();
        JdbcOutcomeRepository other = new JdbcOutcomeRepository(database, table);
        other.keep("key", "one");
        try (WatchedPool pool = WatchedPool.of(database, autoCommit)) {
            JdbcOutcomeRepository repository = new JdbcOutcomeRepository(pool.dataSource(), table);
            assertThatIllegalStateException().isThrownBy(() -> repository.keep("k".repeat(301), "too long a key"));

            assertThat(repository.find("key")).contains("one");
            assertThat(pool.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aTransactionOfTheThreadThatReportsIsLeftAlone(DataSource database) throws Exception {
        String orders = newTable();
        JdbcOutcomeRepositoryTest.execute(database, "CREATE TABLE " + orders + " (id INT)");
        String table = newTable();
        Thread reporting = Thread.currentThread();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (WatchedPool bound = WatchedPool.of(database, false);
                Connection transaction = bound.dataSource().getConnection();
                Statement statement = transaction.createStatement()) {
            statement.execute("INSERT INTO " + orders + " VALUES (1)");
            DataSource aware =
                    WatchedPool.choosing(() -> Thread.currentThread() == reporting ? bound.dataSource() : database);
            KeptOutcomes outcomes =
                    new KeptOutcomes("eu-west-1", new JdbcOutcomeRepository(aware, table), new Counters(), threads);

            assertThat(outcomes.keep(KEPT)).isTrue();
            transaction.rollback();
        }
        threads.shutdown();

        assertThat(new JdbcOutcomeRepository(database, table).list()).containsOnlyKeys(KEPT.key());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + orders)) {
            assertThat(rows.next()).as("an order that was rolled back").isFalse();
        }
    }

    private String newTable() {
        tables++;
        return table();
    }

    /** The one that was named last. */
    private String table() {
        return "outcomes_" + tables;
    }
}
