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
package io.github.cameliot.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.RequestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** How often jobs are looked at, by one wait and by hundreds. */
class AwaitPaceTest {

    private static final Duration TICK = Duration.ofMillis(125);

    @Test
    void fiveHundredWaitsKeepToTheQuotaAndAreServedInTurnsOnFewThreads() {
        try (AwaitBench bench = AwaitBench.open()) {
            List<CompletableFuture<Exchange>> waits = new ArrayList<>();
            AsyncProducer producer = bench.producer("iot-jobs:await");
            for (int i = 0; i < 500; i++) {
                bench.emulator().createJob("job-" + i, "{}", "thing-" + i);
                waits.add(bench.begin(producer, Map.of("CamelAwsIotJobsJobId", "job-" + i)));
            }
            bench.emulator().faults().add(Fault.throttleAbove(9));
            int threads = 0;

            long[] afterAMinute = new long[1];
            for (int i = 0; i < 600; i++) {
                bench.advance(TICK);
                threads = Math.max(threads, bench.waits().callThreads());
                afterAMinute[0] = i == 500 ? bench.looks() : afterAMinute[0];
            }
            List<RequestLog.Entry> looks = bench.emulator().requests().recent();

            assertThat(afterAMinute[0]).isBetween(495L, 505L);
            assertThat(looks).hasSizeGreaterThan(590).allSatisfy(look -> assertThat(look.status())
                    .isEqualTo(200));
            assertThat(mostInASecond(looks)).isLessThanOrEqualTo(9);
            assertThat(threads).isLessThanOrEqualTo(4);
            assertThat(bench.waits().size()).isEqualTo(500);

            IntStream.range(0, 500).forEach(i -> bench.emulator().cancelJob("job-" + i, false));
            for (int i = 0; i < 1_200 && bench.waits().size() > 0; i++) {
                bench.advance(TICK);
            }
            assertThat(waits).allSatisfy(wait -> assertThat(bench.verdict(wait).outcome())
                    .isEqualTo(JobVerdict.Outcome.CANCELED));
            assertThat(bench.emulator().requests().recent())
                    .allSatisfy(look -> assertThat(look.status()).isEqualTo(200));
            assertThat(bench.timer().planned()).isZero();
        }
    }

    private static long mostInASecond(List<RequestLog.Entry> looks) {
        return looks.stream()
                .collect(Collectors.groupingBy(look -> look.at().getEpochSecond(), Collectors.counting()))
                .values()
                .stream()
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Test
    void waitsForOneJobShareItsLooks() {
        try (AwaitBench bench = AwaitBench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a");

            List<CompletableFuture<Exchange>> waits = IntStream.range(0, 50)
                    .mapToObj(i -> bench.begin("iot-jobs:await?jobId=ota-7&maxFailed=" + i))
                    .toList();
            bench.advance(Duration.ofSeconds(1));
            long looks = bench.looks();
            bench.end("a", "ota-7", "FAILED");
            bench.advance(Duration.ofMinutes(1));

            assertThat(looks).isLessThanOrEqualTo(2);
            assertThat(bench.waits().jobs()).isZero();
            assertThat(waits).extracting(wait -> bench.verdict(wait).passed()).containsOnlyOnce(false);
        }
    }

    @Test
    void pausesGrowFromDelayToMaxDelayAndStartAgainAfterAChange() {
        try (AwaitBench bench = AwaitBench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a", "b");

            bench.begin("iot-jobs:await?jobId=ota-7&delay=4s&maxDelay=16s");
            tick(bench, 140);
            int firstAfterTheChange = (int) bench.looks();
            bench.end("a", "ota-7", "SUCCEEDED");
            tick(bench, 40);

            List<Instant> at = bench.emulator().requests().recent().stream()
                    .filter(entry -> entry.operation() == Operation.DESCRIBE_JOB)
                    .map(RequestLog.Entry::at)
                    .toList();
            Function<Integer, Long> pause =
                    i -> Duration.between(at.get(i - 1), at.get(i)).toSeconds();
            assertThat(pause.apply(1)).isBetween(3L, 6L);
            assertThat(pause.apply(2)).isBetween(6L, 11L);
            assertThat(pause.apply(3)).isBetween(12L, 21L);
            assertThat(pause.apply(4)).isBetween(12L, 21L);
            assertThat(pause.apply(firstAfterTheChange + 1)).isBetween(3L, 6L);
        }
    }

    private static void tick(AwaitBench bench, int seconds) {
        for (int i = 0; i < seconds; i++) {
            bench.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void endpointsOfOneAccountShareItsPaceWhateverElseTheyDifferIn() {
        try (AwaitBench bench = AwaitBench.open(b -> b.component().setMaxRequestsPerSecond(1))) {
            bench.emulator().createJob("a", "{}", "a");
            bench.emulator().createJob("b", "{}", "b");

            bench.begin("iot-jobs:await?jobId=a");
            bench.begin("iot-jobs:await?jobId=b&apiCallAttemptTimeout=3s");
            bench.begin("iot-jobs:await?jobId=b&accessKey=OTHER&secretKey=other");
            bench.advance(Duration.ZERO);
            long atOnce = bench.looks();
            bench.advance(Duration.ofSeconds(1));

            assertThat(atOnce).isEqualTo(2);
            assertThat(bench.looks()).isEqualTo(3);
        }
    }
}
