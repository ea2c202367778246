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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** One round of one operation: a process in which all its variants take turns. */
final class Round {

    private final Operation operation;
    private final Map<Variant, List<Cost>> slices = new LinkedHashMap<>();
    private long compileMillis;

    private Round(Operation operation) {
        this.operation = operation;
    }

    /** Runs the round; the output of JMH goes to the log. */
    static Round run(Operation operation, long seed, Path log, Settings settings) throws RunnerException {
        int variants = Variant.of(operation).size();
        Options options = new OptionsBuilder()
                .include(CallBenchmark.class.getName() + ".call$")
                .param("operation", operation.name())
                .param("seed", String.valueOf(seed))
                .forks(1)
                .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:-BackgroundCompilation")
                .warmupIterations(variants * settings.warmUp())
                .warmupBatchSize(settings.calls())
                .measurementIterations(variants * settings.measured())
                .measurementBatchSize(settings.calls())
                .timeout(TimeValue.minutes(10))
                .shouldFailOnError(true)
                .output(log.toString())
                .build();
        Round round = new Round(operation);
        for (RunResult result : new Runner(options).run()) {
            result.getBenchmarkResults().forEach(fork -> round.add(fork.getIterationResults()));
        }
        return round;
    }

    @SuppressWarnings("rawtypes") // as JMH declares them
    private void add(Collection<IterationResult> iterations) {
        List<Variant> variants = Variant.of(operation);
        for (IterationResult iteration : iterations) {
            Map<String, Result> slice = iteration.getSecondaryResults();
            compileMillis += (long) slice.get("compileMillis").getScore();
            double calls = slice.get("calls").getScore();
            Cost cost = new Cost(
                    slice.get("cpuNanos").getScore() / calls / 1_000,
                    slice.get("bytes").getScore() / calls);
            slices.computeIfAbsent(variants.get((int) slice.get("variant").getScore()), v -> new ArrayList<>())
                    .add(cost);
        }
    }

    Operation operation() {
        return operation;
    }

    /** How long the compiler ran during the measurement: a long time means that the warm-up was too short. */
    long compileMillis() {
        return compileMillis;
    }

    /** The cost of a call of this variant. */
    Cost cost(Variant variant) {
        return Cost.median(slices.get(variant));
    }

    /**
     * The cost that this variant adds to the raw call: the median of the differences between slices of the same turn.
     */
    Cost added(Variant variant) {
        List<Cost> own = slices.get(variant);
        List<Cost> raw = slices.get(Variant.RAW);
        List<Cost> differences = new ArrayList<>();
        for (int turn = 0; turn < own.size(); turn++) {
            differences.add(own.get(turn).minus(raw.get(turn)));
        }
        return Cost.median(differences);
    }
}
