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
package io.github.cameliot.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A few seconds of the soak, with real processes: so that the program does not rot. */
@DisabledOnOs(OS.WINDOWS)
class SoakTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void jobsEndRightThoughWorkersAreKilledAndTheClockJumps() throws Exception {
        Settings settings = new Settings(3, 4, 2, Duration.ofSeconds(4), 42, true, folder);
        // What a killed worker had is taken over when the clock has jumped past its lease: nobody has to wait.
        List<Disruption> disruptions = List.of(
                disruption(300, Disruption.Kind.CANCEL, Duration.ZERO),
                disruption(600, Disruption.Kind.KILL, Duration.ZERO),
                disruption(900, Disruption.Kind.STOP, Duration.ofMillis(500)),
                disruption(1_200, Disruption.Kind.JUMP, Duration.ofSeconds(20)),
                disruption(1_500, Disruption.Kind.OUTAGE, Duration.ofMillis(500)));

        Report report = soak(settings, disruptions);

        assertThat(report.broken()).as(text()).isEmpty();
        assertThat(text()).contains("KILL worker-", "jobs created", "12\n", "seed", "OK\n");
    }

    @Test
    void withoutFaultsAJobIsOneRunAndTwoCalls() throws Exception {
        Settings settings = new Settings(2, 3, 1, Duration.ofSeconds(1), 42, false, folder);

        Report report = soak(settings, Disruption.plan(settings));

        assertThat(report.broken()).as(text()).isEmpty();
        assertThat(text())
                .containsPattern("runs per execution +1\\.00")
                .containsPattern("claim and report +2\\.00")
                .contains("live heap of worker-1.1");
    }

    private Report soak(Settings settings, List<Disruption> disruptions) throws InterruptedException {
        return new Soak(settings, disruptions, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static Disruption disruption(long millis, Disruption.Kind kind, Duration length) {
        return new Disruption(Duration.ofMillis(millis), kind, length);
    }
}
