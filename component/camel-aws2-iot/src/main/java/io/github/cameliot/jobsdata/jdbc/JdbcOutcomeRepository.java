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

import io.github.cameliot.jobsdata.model.OneLine;
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

/**
 * Keeps outcomes in a table of a database, one row for each outcome. The table is created if it is missing. Tested with
 * H2 and PostgreSQL.
 *
 * <p>Each statement is its own transaction, whether or not the connections of the DataSource use auto-commit; their
 * auto-commit mode is not changed. So do not call this repository on a thread to which a connection with an open
 * transaction is bound (Spring's {@code TransactionAwareDataSourceProxy}): that transaction would be committed. The
 * component never does this: it calls from its own threads, to which no transaction of a route is bound.
 *
 * <p>A keep is one INSERT (and one UPDATE if the row exists already), followed by a SELECT that reads it back; a remove
 * is one DELETE. Use a pool with a connection timeout below 3 seconds, because the component does not wait longer. The
 * database must write data when it commits: H2 does this only with {@code WRITE_DELAY=0} in its URL, and a warning is
 * logged if that is missing.
 */
public final class JdbcOutcomeRepository implements OutcomeRepository {

    /** The default table. */
    public static final String TABLE = "iot_jobs_outcomes";

    private static final int LONGEST_LINE = 1_000;
    private static final int LONGEST_SECONDS = 10;
    /** INSERTs of one keep: a second one is needed only if another worker removes the row at that moment. */
    private static final int MOST_INSERTS = 5;

    private static final String INTEGRITY_VIOLATED = "23";

    private final DataSource dataSource;
    private final String table;
    private volatile boolean tableIsThere;

    /** With the table {@code iot_jobs_outcomes}, which is created if it is missing. */
    public JdbcOutcomeRepository(DataSource dataSource) {
        this(dataSource, TABLE);
    }

    /**
     * @param table as in {@code iot_jobs_outcomes} or {@code schema.table}. Its columns: {@code outcome_key VARCHAR(300)},
     *     the primary key, and {@code outcome TEXT}
     * @throws IllegalArgumentException for anything that is not the name of a table
     */
    public JdbcOutcomeRepository(DataSource dataSource, String table) {
        if (!table.matches("([A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "'" + table + "' is not the name of a table. Use a name, as in " + TABLE + ".");
        }
        this.dataSource = dataSource;
        this.table = table;
    }

    /** @throws IllegalStateException if the database refuses it, or the row is removed again */
    @Override
    public void keep(String key, String outcome) {
        connected("keep " + key, c -> {
            insertOrUpdate(c, key, outcome);
            return null;
        });
    }

    /** An upsert in one statement has a different syntax in each database. */
    private void insertOrUpdate(Connection connection, String key, String outcome) throws SQLException {
        SQLException refused = null;
        for (int i = 0; i < MOST_INSERTS; i++) {
            try {
                if (change(
                        connection, "INSERT INTO " + table + " (outcome, outcome_key) VALUES (?, ?)", outcome, key)) {
                    return;
                }
            } catch (SQLException e) {
                if (e.getSQLState() == null || !e.getSQLState().startsWith(INTEGRITY_VIOLATED)) {
                    throw e;
                }
                refused = e; // most likely the row exists already
            }
            if (change(connection, "UPDATE " + table + " SET outcome = ? WHERE outcome_key = ?", outcome, key)) {
                return;
            }
        }
        String why = refused == null
                ? "it changed no row"
                : String.valueOf(refused.getMessage()).strip();
        throw new SQLException(
                MOST_INSERTS + " times an INSERT was refused and an UPDATE found no row. The last INSERT: " + why,
                refused);
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

    private <T> T connected(String what, OwnTransaction.Use<T> use) {
        try (Connection connection = dataSource.getConnection()) {
            if (!tableIsThere) {
                makeTable(connection);
                H2WriteDelay.warn(connection, table);
                tableIsThere = true;
            }
            return use.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Cannot " + OneLine.of(what, LONGEST_LINE) + " in table " + table + ": "
                            + OneLine.of(String.valueOf(e.getMessage()).strip(), LONGEST_LINE),
                    e);
        }
    }

    private void makeTable(Connection connection) throws SQLException {
        String sql = "CREATE TABLE IF NOT EXISTS " + table
                + " (outcome_key VARCHAR(300) NOT NULL PRIMARY KEY, outcome TEXT NOT NULL)";
        try {
            OwnTransaction.of(connection, c -> {
                try (Statement statement = c.createStatement()) {
                    return statement.execute(sql);
                }
            });
        } catch (SQLException e) {
            try {
                select(connection, " WHERE 1 = 0"); // another worker has just created it, or this user may only use it
            } catch (SQLException missing) {
                e.addSuppressed(missing);
                throw e;
            }
        }
    }

    /** @return whether a row was changed */
    private static boolean change(Connection connection, String sql, String... values) throws SQLException {
        return OwnTransaction.of(connection, c -> {
            try (PreparedStatement statement = prepared(c, sql, values)) {
                return statement.executeUpdate() > 0;
            }
        });
    }

    private Map<String, String> select(Connection connection, String where, String... values) throws SQLException {
        String sql = "SELECT outcome_key, outcome FROM " + table + where;
        return OwnTransaction.of(connection, c -> {
            try (PreparedStatement statement = prepared(c, sql, values);
                    ResultSet rows = statement.executeQuery()) {
                Map<String, String> found = new LinkedHashMap<>();
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
                return found;
            }
        });
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
