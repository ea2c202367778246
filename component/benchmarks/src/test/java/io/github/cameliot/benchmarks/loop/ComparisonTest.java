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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.benchmarks.loop.ConsumerLoop.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted, on a few jobs; how fast they go is no test. */
class ComparisonTest {

    private static final int THREADS = 2;

    @TempDir
    private Path folder;

    @Test
    void aJobIsTwoWritesAndAQueueFoundEmptyOneMoreWhoeverWorksItOff() throws Exception {
        Settings settings = new Settings(List.of(THREADS), 3, 2, 1, 2, Duration.ofMillis(1), "", 11, false, folder);
        List<Contender> contenders = new ArrayList<>();
        try (ServerProcess server = new ServerProcess()) {
            server.createThings("c", 3);
            contenders.add(new HandLoop(true, "loop", "a", Clients.open(server.endpoint(), THREADS), THREADS, 3));
            contenders.add(new HandLoop(true, "control", "b", Clients.open(server.endpoint(), THREADS), THREADS, 3));
            contenders.add(new ConsumerLoop(
                    new Kind("consumer", "c", false, true, true),
                    server,
                    Clients.open(server.endpoint(), THREADS),
                    THREADS,
                    3));
            Report report = new Report(settings);

            Comparison comparison = new Comparison(THREADS, settings.warmUps(0), settings, server, contenders).run();
            report.add(comparison, System.out);

            for (Contender contender : contenders) {
                assertThat(contender.done())
                        .as(contender.name())
                        .isEqualTo(3 * 2 * 4); // a warm-up, two rounds, one after the quiet
                assertThat(comparison.writesPerJob(contender)).isEqualTo(2);
                assertThat(comparison.connections(contender)).isLessThanOrEqualTo(THREADS);
                assertThat(comparison.median(contender, Slice::serverShare)).isBetween(0.01, 0.99);
            }
            assertThat(comparison.speed(contenders.get(0))).isEqualTo(1);
            assertThat(comparison.bytesAdded(contenders.get(2))).isNotZero();
            assertThat(Files.readString(report.write())).contains("\"consumer: writes a job\"", "\"held\" : true");
        } finally {
            contenders.forEach(Contender::close);
        }
    }
}
