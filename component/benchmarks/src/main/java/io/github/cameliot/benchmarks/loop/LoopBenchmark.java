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
package io.github.cameliot.benchmarks.loop;

import io.github.cameliot.benchmarks.ClassPath;
import io.github.cameliot.benchmarks.loop.ConsumerLoop.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares a route of the component with a hand-written loop that uses the same kind of client: how many jobs a second
 * each runs, how much more the route costs, and whether that is within the limits. The settings are system properties,
 * see {@link Settings}.
 */
public final class LoopBenchmark {

    // The names of their things have the same length, because each letter is in many requests.
    private static final List<Kind> CONSUMERS = List.of(
            new Kind("consumer", "d", false, false, false),
            new Kind("consumer, JMX", "e", true, false, false),
            new Kind("consumer, pooled", "f", false, true, false),
            new Kind("consumer, own client", "g", false, false, true));

    private LoopBenchmark() {}

    /** Runs in a separate process, so that the classes of the build tool and the settings of its JVM have no effect. */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.exit(fork());
        }
        Settings settings = Settings.ofSystem();
        List<Kind> consumers = consumers(settings);
        Report report = new Report(settings);
        System.out.printf(
                Locale.ROOT,
                "%d things x %d jobs a slice, %d rounds after %d to warm up, seed %d; Java %s, %d processors; the "
                        + "server runs in its own process%n",
                settings.things(),
                settings.jobs(),
                settings.rounds(),
                settings.warmUps(),
                settings.seed(),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        for (int comparison = 0; comparison < settings.threads().size(); comparison++) {
            compare(comparison, consumers, settings, report);
        }
        System.out.printf("%nwritten to %s%n", report.write());
        System.exit(settings.isStrict() && !report.allHeld() ? 1 : 0);
    }

    private static List<Kind> consumers(Settings settings) {
        List<Kind> consumers = CONSUMERS.stream()
                .filter(kind -> kind.name().contains(settings.only()))
                .toList();
        if (consumers.isEmpty()) {
            throw new IllegalArgumentException("loop.only=" + settings.only() + " is in no name of "
                    + CONSUMERS.stream().map(Kind::name).toList()
                    + ". Use a part of a name, as in -Dloop.only=\"own client\".");
        }
        return consumers;
    }

    private static int fork() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.add("-Dours.level=warn"); // the log lines of claims and completions are not part of the comparison
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("loop."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", ClassPath.get(), LoopBenchmark.class.getName(), "here"));
        Process process = new ProcessBuilder(command).inheritIO().start();
        return process.waitFor();
    }

    private static HandLoop loop(
            boolean isCareful, String name, String prefix, URI endpoint, int threads, Settings settings) {
        return new HandLoop(isCareful, name, prefix, Clients.open(endpoint, threads), threads, settings.things());
    }

    private static void compare(int comparison, List<Kind> consumers, Settings settings, Report report)
            throws Exception {
        int threads = settings.threads().get(comparison);
        List<Contender> contenders = new ArrayList<>();
        try (ServerProcess server = new ServerProcess()) {
            try {
                URI endpoint = server.endpoint();
                consumers.forEach(kind -> server.createThings(kind.prefix(), settings.things()));
                contenders.add(loop(true, "loop by hand", "a", endpoint, threads, settings));
                contenders.add(loop(true, "control: the same again", "b", endpoint, threads, settings));
                contenders.add(loop(false, "loop without a marker", "c", endpoint, threads, settings));
                for (Kind kind : consumers) {
                    contenders.add(new ConsumerLoop(
                            kind, server, Clients.open(endpoint, threads), threads, settings.things()));
                }
                report.add(
                        new Comparison(threads, settings.warmUps(comparison), settings, server, contenders).run(),
                        System.out);
            } finally {
                contenders.forEach(Contender::close);
            }
        }
    }
}
