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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A pool of one connection over a database: runs an action before each statement, and shows how the connection was
 * treated.
 */
final class WatchedPool implements AutoCloseable {

    private final Connection connection;
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private Consumer<String> beforeStatement = sql -> {};
    private boolean begun;

    private WatchedPool(Connection connection) {
        this.connection = connection;
    }

    static WatchedPool of(DataSource database, boolean autoCommit) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(autoCommit);
        return new WatchedPool(connection);
    }

    /** @param action is given the SQL that is about to be prepared */
    WatchedPool before(Consumer<String> action) {
        beforeStatement = action;
        return this;
    }

    /** What was prepared, in that order. */
    List<String> statements() {
        return statements;
    }

    /** What whoever shares a connection must not do. */
    List<String> faults() {
        return faults;
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                (method, args) ->
                        proxy(Connection.class, this::onConnection)); // of its methods, getConnection alone is used
    }

    /** A DataSource that takes each connection from another one, as it is told at that moment. */
    static DataSource choosing(Supplier<DataSource> choice) {
        return proxy(DataSource.class, (method, args) -> method.invoke(choice.get(), args));
    }

    private Object onConnection(Method method, Object[] args) throws Exception {
        switch (method.getName()) {
            case "close" -> {
                if (begun && !connection.getAutoCommit()) {
                    faults.add("given back within a transaction");
                }
                return null;
            }
            case "setAutoCommit" -> faults.add("auto-commit set to " + args[0]);
            case "setSavepoint" -> faults.add("a savepoint");
            case "commit", "rollback" -> {
                if (connection.getAutoCommit()) {
                    faults.add(method.getName() + " with auto-commit");
                }
                begun = false;
            }
            case "createStatement" -> begun = true;
            case "prepareStatement" -> {
                begun = true;
                statements.add((String) args[0]);
                beforeStatement.accept((String) args[0]);
            }
            default -> {}
        }
        return method.invoke(connection, args);
    }

    private interface Call {
        Object on(Method method, Object[] args) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            try {
                return call.on(method, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
