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
package io.github.cameliot.example.pipeline;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.routes.workflow.WorkflowConstants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Header;

/**
 * The steps of the pipeline that are about the database. A step may run again after a crash, so each of them can: what it
 * writes is the same the second time.
 */
public final class Prices {

    static final String TABLES = """
            create table shops (name text primary key, version int not null, staged int, approved text);
            create table staged (shop text, version int, article text, cents int, primary key (shop, version, article));
            """;

    private final String database;
    private final Path downloads;

    Prices(String database, Path downloads) {
        this.database = database;
        this.downloads = downloads;
    }

    /** Step 1: whether this shop can have these prices at all. */
    public void validate(
            @Header(IotJobsDataConstants.THING) String shop,
            @Header(WorkflowConstants.STEP_ARGUMENTS) List<String> arguments)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement query = connection.prepareStatement("select version from shops where name = ?")) {
            query.setString(1, shop);
            ResultSet found = query.executeQuery();
            if (!found.next()
                    || found.getInt(1) >= version(arguments)
                    || !arguments.get(1).equals("EUR")) {
                throw new JobRejectedException("no shop with older prices in EUR");
            }
        }
    }

    /** Step 3: all articles and the mark at the shop, in one transaction. */
    public void stage(
            @Header(IotJobsDataConstants.THING) String shop,
            @Header(WorkflowConstants.STEP_ARGUMENTS) List<String> arguments)
            throws SQLException, IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(downloads.resolve(arguments.get(1))));
        lines.remove(0); // the names of the columns
        try (Connection connection = DriverManager.getConnection(database)) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into staged values (?, ?, ?, ?) on conflict (shop, version, article) do update set cents = excluded.cents")) {
                for (String line : lines) {
                    insert.setString(1, shop);
                    insert.setInt(2, version(arguments));
                    insert.setString(3, line.substring(0, line.indexOf(';')));
                    insert.setInt(4, Integer.parseInt(line.substring(line.indexOf(';') + 1)));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            update(connection, "update shops set staged = ? where name = ?", version(arguments), shop);
            connection.commit();
        }
    }

    /** Step 5, approved: the staged prices count. The result of the approval is the one of the step. */
    public void confirm(
            @Header(IotJobsDataConstants.THING) String shop,
            @Header(WorkflowConstants.STEP_ARGUMENTS) List<String> arguments,
            @Header(WorkflowConstants.STEP_RESULT) String approval)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(database)) {
            update(
                    connection,
                    "update shops set version = ?, approved = ? where name = ?",
                    Integer.valueOf(arguments.get(1)),
                    approval.replaceFirst(".* by=", ""),
                    shop);
        }
    }

    private static int version(List<String> arguments) {
        return Integer.parseInt(arguments.get(0));
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            update.executeUpdate();
        }
    }

    /** What the database says of each shop: its version, how many articles are staged, and who approved. */
    static Map<String, String> shops(String database) throws SQLException {
        Map<String, String> shops = new java.util.TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database);
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("select name, version, (select count(*) from staged where shop = name),"
                                + " coalesce(approved, 'nobody') from shops")) {
            while (found.next()) {
                shops.put(
                        found.getString(1),
                        "version %d, %d staged, approved by %s"
                                .formatted(found.getInt(2), found.getInt(3), found.getString(4)));
            }
        }
        return shops;
    }
}
