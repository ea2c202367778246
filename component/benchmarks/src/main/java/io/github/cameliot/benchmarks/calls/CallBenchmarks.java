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
package io.github.cameliot.benchmarks.calls;

import io.github.cameliot.benchmarks.ClassPath;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures how much a producer's call costs in addition to the SDK's own call, prints the result with the limits, and
 * writes it to a file. The settings are system properties, see {@link Settings}.
 */
public final class CallBenchmarks {

    private CallBenchmarks() {}

    /** Ends with exit code 1 if a limit is not held and {@code calls.strict} is set. */
    public static void main(String[] args) throws Exception {
        // JMH passes it to the processes that it starts.
        System.setProperty("java.class.path", ClassPath.get());
        System.setProperty("jmh.ignoreLock", "true");
        Settings settings = Settings.ofSystem();
        Result result = run(settings, System.out);
        System.out.println();
        new Report(result, System.out).print();
        ResultFile.write(result);
        if (settings.strict() && !Limit.of(result).stream().allMatch(Limit::isHeld)) {
            System.exit(1);
        }
    }

    private static Result run(Settings settings, PrintStream out) throws RunnerException, IOException {
        out.printf(
                Locale.ROOT,
                "%d rounds of %d operations, seed %d; result and logs in %s%n",
                settings.rounds(),
                Operation.values().length,
                settings.seed(),
                settings.folder());
        Files.createDirectories(settings.folder());
        Random random = new Random(settings.seed());
        List<Operation> operations = new ArrayList<>(Arrays.asList(Operation.values()));
        List<Round> rounds = new ArrayList<>();
        long startedAt = System.nanoTime();
        for (int i = 1; i <= settings.rounds(); i++) {
            Collections.shuffle(operations, random);
            for (Operation operation : operations) {
                Path log = settings.folder().resolve(operation + "-" + i + ".log");
                Round round = Round.run(operation, random.nextLong(), log, settings);
                rounds.add(round);
                out.printf(
                        Locale.ROOT,
                        "%6.1f s  round %d  %-12s raw %.1f us, compiler %d ms%n",
                        (System.nanoTime() - startedAt) / 1e9,
                        i,
                        operation,
                        round.cost(Variant.RAW).cpuMicros(),
                        round.compileMillis());
            }
        }
        return new Result(settings, rounds);
    }
}
