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

/** A statement that is a transaction of its own, whether its connection commits by itself or not. */
final class OwnTransaction {

    private OwnTransaction() {}

    /** What is done with a connection. */
    interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Where the statement fails, nothing is left that would make the next one fail: after an error PostgreSQL refuses all
     * statements until the transaction is rolled back.
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
