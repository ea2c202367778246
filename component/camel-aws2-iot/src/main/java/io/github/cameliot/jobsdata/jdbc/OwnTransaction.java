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

import java.sql.Connection;
import java.sql.SQLException;

/** A statement that is its own transaction, whether or not its connection uses auto-commit. */
final class OwnTransaction {

    private OwnTransaction() {}

    /** The work done with a connection. */
    interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * If the statement fails, the transaction is rolled back: after an error PostgreSQL refuses all statements until
     * then.
     */
    static <T> T of(Connection connection, Use<T> statement) throws SQLException {
        if (connection.getAutoCommit()) {
            return statement.with(connection);
        }
        try {
            T result = statement.with(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                connection.rollback();
            } catch (SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }
}
