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
package io.github.cameliot.example.resume;

import io.github.cameliot.example.support.ChildProcess;
import io.github.cameliot.jobsdata.jdbc.JdbcOutcomeRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcDataSource;

/** A worker: runs the route in {@code camel/}. Its settings are system properties. */
final class Worker {

    private Worker() {}

    /** For a process that the scenario starts: runs until its standard input ends. */
    public static void main(String[] args) throws Exception {
        ChildProcess.exitWhenInputEnds();
        run();
    }

    /** Runs until the process is stopped. */
    static void run() throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("scenario.dir", "target/scenario")));
        String id = System.getProperty(
                "worker.id", "worker-" + ProcessHandle.current().pid());
        System.setProperty("worker.id", id);
        Main camel = new Main();
        JdbcDataSource database = new JdbcDataSource();
        // Without WRITE_DELAY=0, H2 writes what it has committed half a second later, and a kill loses it.
        database.setUrl("jdbc:h2:file:"
                + folder.toAbsolutePath().resolve(System.getProperty("outcomes", "outcomes-" + id))
                + ";WRITE_DELAY=0");
        camel.bind("outcomes", new JdbcOutcomeRepository(database));
        camel.bind(
                "firmware",
                new Firmware(
                        new Journal(folder.resolve("journal.txt")),
                        id,
                        Duration.parse(System.getProperty("install.takes", "PT30S"))));
        camel.run();
    }
}
