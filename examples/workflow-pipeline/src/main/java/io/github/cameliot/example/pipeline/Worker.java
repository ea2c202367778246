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

import io.github.cameliot.example.support.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** A worker: runs the routes in {@code camel/}. Its settings are system properties. */
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
        System.setProperty("downloads", folder.resolve("downloads").toString());
        System.setProperty("approvals", folder.resolve("approvals").toString());
        Main camel = new Main();
        camel.bind("prices", new Prices(System.getProperty("database"), folder.resolve("downloads")));
        camel.bind("journal", new JournalOfSteps(new Journal(folder.resolve("journal.txt")), id));
        camel.run();
    }
}
