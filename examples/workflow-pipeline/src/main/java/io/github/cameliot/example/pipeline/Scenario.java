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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.ChildProcess;
import io.github.cameliot.example.support.Story;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The scenario in three acts. Each step waits until its effect is seen. */
final class Scenario {

    /** The lease of a worker, and how much longer others wait. */
    private static final Duration LEASE_IS_OVER = Duration.ofSeconds(64);

    /** Much longer than a busy machine needs. */
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private final JobsEmulator emulator;
    private final Services services;
    private final String database;
    private final Path folder;
    private final Journal journal;
    private final Story story;

    Scenario(JobsEmulator emulator, Services services, String database, Path folder, PrintStream out)
            throws IOException {
        this.emulator = emulator;
        this.services = services;
        this.database = database;
        this.folder = Files.createDirectories(folder);
        this.journal = new Journal(folder.resolve("journal.txt"));
        this.story = new Story(out);
        Files.deleteIfExists(journal.file());
        for (String shop : Jobs.SHOPS) {
            Files.deleteIfExists(folder.resolve("downloads").resolve(shop).resolve("prices-7.csv"));
        }
    }

    /**
     * Runs it, and prints table and timeline.
     *
     * @return a sentence for each job that did not go as planned
     */
    List<String> run() throws Exception {
        prepare();
        say("Act one. worker-a runs the jobs of four shops. In step 3 the one of Lyon has to wait for a lock in the"
                + " database.");
        long killedAt;
        try (Connection report = DriverManager.getConnection(database)) {
            report.setAutoCommit(false);
            execute(report, "select * from shops where name = '" + Jobs.INTERRUPTED + "' for update");
            try (ChildProcess a = worker("worker-a")) {
                story.until("Lyon is in step 3, and the others wait or have failed", AT_MOST, a, () -> isActOneOver(a));
                int exit = a.kill();
                killedAt = System.currentTimeMillis();
                say("Oslo has failed in step 4. Berlin and Rome wait for an approval, and nobody holds them.");
                say("worker-a is killed by SIGKILL in step 3 of Lyon (exit code " + exit + ").");
            }
        }
        say("Act two. The emulator's clock is moved past the lease of one minute. worker-b continues with step 3.");
        emulator.advance(LEASE_IS_OVER);
        try (ChildProcess b = worker("worker-b")) {
            story.until("Lyon waits for its approval", AT_MOST, b, () -> isWaiting(Jobs.INTERRUPTED, b));
            say("Act three. alice approves Berlin and Lyon, bob rejects Rome: each is a file in a folder.");
            approve("shop-berlin", "alice", true);
            approve("shop-lyon", "alice", true);
            approve("shop-rome", "bob", false);
            story.until("all jobs are over", AT_MOST, b, () -> Jobs.SHOPS.stream()
                    .allMatch(shop -> Jobs.execution(emulator, shop).status().isTerminal()));
        }
        return report(killedAt);
    }

    private void prepare() throws Exception {
        say("No AWS account is needed: the jobs are on an emulator in this process, " + emulator.endpoint() + ".");
        try (Connection connection = DriverManager.getConnection(database)) {
            execute(connection, Prices.TABLES);
            for (String shop : Jobs.SHOPS) {
                execute(connection, "insert into shops values ('" + shop + "', 6)");
            }
        }
        Jobs.create(emulator, services);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean isActOneOver(ChildProcess a) throws IOException {
        return isWaiting("shop-berlin", a)
                && isWaiting("shop-rome", a)
                && Jobs.execution(emulator, Services.FAILING).status().isTerminal()
                && a.hasPrinted("Finished job " + Jobs.jobOf(Services.FAILING))
                && journal.read().stream().anyMatch(e -> e.thing().equals(Jobs.INTERRUPTED) && e.step() == 3);
    }

    /** And the worker has said so: it may be killed next. */
    private boolean isWaiting(String shop, ChildProcess worker) {
        return worker.hasPrinted("End Step 5 of 5 'confirm' (confirm) of job " + Jobs.jobOf(shop))
                && Jobs.execution(emulator, shop)
                        .statusDetails()
                        .getOrDefault("approval", "")
                        .startsWith("waiting step=5");
    }

    /** Written beside the folder first, so that no half of it is read. */
    private void approve(String shop, String by, boolean approved) throws IOException {
        Path whole = folder.resolve(shop + ".json");
        Files.writeString(whole, Jobs.decision(shop, by, approved));
        Path approvals = Files.createDirectories(folder.resolve("approvals"));
        Files.move(whole, approvals.resolve(shop + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Prints how each job went, and returns what is not as planned. */
    private List<String> report(long killedAt) throws IOException, SQLException {
        List<Journal.Run> runs = journal.runs(killedAt);
        List<ResultTable.Row> rows = new ArrayList<>();
        Map<String, String> endings = new LinkedHashMap<>();
        List<String> found = new ArrayList<>();
        for (String shop : Jobs.SHOPS) {
            Execution execution = Jobs.execution(emulator, shop);
            List<Journal.Run> own =
                    runs.stream().filter(r -> r.thing().equals(shop)).toList();
            long begin = own.stream().mapToLong(Journal.Run::beginMillis).min().orElse(0);
            long end = own.stream().mapToLong(Journal.Run::endMillis).max().orElse(0);
            rows.add(new ResultTable.Row(execution, end - begin));
            endings.put(shop, execution.status().name());
            check(shop, execution, own, found);
        }
        PrintStream out = story.out();
        out.printf("%n%s%n%n%s", ResultTable.of(rows), Timeline.of(Jobs.SHOPS, runs));
        Picture.write(folder.resolve("timeline.svg"), endings, runs);
        Map<String, String> shops = Prices.shops(database);
        out.println();
        shops.forEach((shop, is) -> out.printf(" %-12s %s%n", shop, is));
        checkShops(shops, found);
        return found;
    }

    /** Adds a sentence if a job did not go as planned. */
    static void check(String shop, Execution execution, List<Journal.Run> runs, List<String> found) {
        String is = runs.stream()
                .map(r -> " " + r.worker().substring("worker-".length()) + r.step())
                .collect(Collectors.joining("", execution.status().name(), ""));
        if (!is.equals(Jobs.PLANNED.get(shop))) {
            found.add("The job of %s should be %s and is %s.".formatted(shop, Jobs.PLANNED.get(shop), is));
        }
    }

    private void checkShops(Map<String, String> shops, List<String> found) {
        String all = ", " + Services.ARTICLES + " staged, approved by ";
        Map<String, String> planned = Map.of(
                "shop-berlin", "version 7" + all + "alice",
                "shop-lyon", "version 7" + all + "alice",
                "shop-oslo", "version 6" + all + "nobody",
                "shop-rome", "version 6" + all + "nobody");
        if (!shops.equals(planned)) {
            found.add("The database should say " + planned + " and says " + shops + ".");
        }
        if (services.announced().size() != 3) {
            found.add("The service should have been called once for three shops, and was for " + services.announced()
                    + ".");
        }
    }

    private ChildProcess worker(String name) throws IOException {
        Map<String, String> properties = Map.of(
                "worker.id",
                name,
                "iot.endpoint",
                emulator.endpoint().toString(),
                "aws.region",
                "us-east-1",
                "aws.accessKeyId",
                "emulator",
                "aws.secretAccessKey",
                "emulator",
                "things",
                String.join(",", Jobs.SHOPS),
                "service",
                services.address(),
                "database",
                database,
                "scenario.dir",
                folder.toString());
        return ChildProcess.start(name, Worker.class, properties, story.out());
    }

    private void say(String sentence) {
        story.say(sentence);
    }
}
