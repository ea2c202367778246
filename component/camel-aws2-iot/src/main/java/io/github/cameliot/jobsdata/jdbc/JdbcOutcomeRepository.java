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
package io.github.cameliot.jobsdata.jdbc;

import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps outcomes in a table of a database, which is made when it is missing: one row an outcome, each statement its own
 * transaction. Proven with H2 and PostgreSQL.
 *
 * <p>A pool in front of the database is worth having, with a connection timeout of a few seconds: a job's end waits.
 * The database must write what it commits: H2 does so only with {@code WRITE_DELAY=0} in its URL, which is looked at.
 */
public final class JdbcOutcomeRepository implements OutcomeRepository {

    /** The table, if no other is named. */
    public static final String TABLE = "iot_jobs_outcomes";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcOutcomeRepository.class);

    private static final int LONGEST_SECONDS = 10;
    private static final String INTEGRITY_VIOLATED = "23";

    private final DataSource dataSource;
    private final String table;
    private volatile boolean tableIsThere;

    public JdbcOutcomeRepository(DataSource dataSource) {
        this(dataSource, TABLE);
    }

    /** @param table of this AWS account and region and no other, as in {@code iot_jobs_outcomes} or {@code schema.table} */
    public JdbcOutcomeRepository(DataSource dataSource, String table) {
        if (!table.matches("([A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("'" + table + "' is not the name of a table. Use one as " + TABLE + ".");
        }
        this.dataSource = dataSource;
        this.table = table;
    }

    private interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    @Override
    public void keep(String key, String outcome) {
        connected("keep " + key, c -> {
            String insert = "INSERT INTO " + table + " (outcome, outcome_key) VALUES (?, ?)";
            try {
                return change(c, insert, outcome, key);
            } catch (SQLException e) {
                if (e.getSQLState() == null || !e.getSQLState().startsWith(INTEGRITY_VIOLATED)) {
                    throw e;
                }
                // There already. An upsert in one statement is written differently for each database.
                return change(c, "UPDATE " + table + " SET outcome = ? WHERE outcome_key = ?", outcome, key);
            }
        });
    }

    @Override
    public Optional<String> find(String key) {
        return Optional.ofNullable(connected("find " + key, c -> select(c, " WHERE outcome_key = ?", key))
                .get(key));
    }

    @Override
    public Map<String, String> list() {
        return connected("list", c -> select(c, " ORDER BY outcome_key"));
    }

    @Override
    public void remove(String key) {
        connected("remove " + key, c -> change(c, "DELETE FROM " + table + " WHERE outcome_key = ?", key));
    }

    private <T> T connected(String what, Use<T> use) {
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            if (!tableIsThere) {
                makeTable(connection);
                warnOfDelay(connection);
                tableIsThere = true;
            }
            return use.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Cannot " + what + " in table " + table + ": "
                            + String.valueOf(e.getMessage()).strip(),
                    e);
        }
    }

    private void makeTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + table
                    + " (outcome_key VARCHAR(300) NOT NULL PRIMARY KEY, outcome TEXT NOT NULL)");
        } catch (SQLException e) {
            try {
                select(connection, " WHERE 1 = 0"); // another worker made it just now, or we may only use it
            } catch (SQLException missing) {
                e.addSuppressed(missing);
                throw e;
            }
        }
    }

    /** Source: the SQL reference of H2, SET WRITE_DELAY; 500 ms unless it is set. Seen: a kill loses what was committed. */
    private void warnOfDelay(Connection connection) throws SQLException {
        if (!"H2".equals(connection.getMetaData().getDatabaseProductName())) {
            return;
        }
        String sql = "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'";
        try (Statement statement = connection.createStatement();
                ResultSet delay = statement.executeQuery(sql)) {
            if (delay.next() && delay.getInt(1) > 0) {
                LOG.warn(
                        "Outcomes in table {} can be lost when this process is killed: H2 writes what it has committed up"
                                + " to {} ms later. Add ;WRITE_DELAY=0 to the URL of the database.",
                        table,
                        delay.getInt(1));
            }
        }
    }

    private int change(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private Map<String, String> select(Connection connection, String where, String... values) throws SQLException {
        String sql = "SELECT outcome_key, outcome FROM " + table + where;
        try (PreparedStatement statement = prepared(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            Map<String, String> found = new LinkedHashMap<>();
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
            return found;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(LONGEST_SECONDS);
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
