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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2 writes committed data with a delay: if the process is killed before that, the data is lost.
 *
 * <p>Source: the SQL reference of H2, SET WRITE_DELAY; the default is 500 ms. Observed: a kill loses committed data.
 */
final class H2WriteDelay {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcOutcomeRepository.class);

    private H2WriteDelay() {}

    /** Logs a warning if the connection is one of H2 with such a delay. */
    static void warn(Connection connection, String table) throws SQLException {
        if (!"H2".equals(connection.getMetaData().getDatabaseProductName())) {
            return;
        }
        int delay = OwnTransaction.of(connection, H2WriteDelay::milliseconds);
        if (delay > 0) {
            LOG.warn(
                    "Outcomes in table {} can be lost when this process is killed: H2 writes committed data up to {} "
                            + "ms later. Add ;WRITE_DELAY=0 to the URL of the database.",
                    table,
                    delay);
        }
    }

    private static int milliseconds(Connection connection) throws SQLException {
        String sql = "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'";
        try (Statement statement = connection.createStatement();
                ResultSet delay = statement.executeQuery(sql)) {
            return delay.next() ? delay.getInt(1) : 0;
        }
    }
}
