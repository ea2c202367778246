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
package io.github.cameliot.example.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A record that fails is sent again, as a broker would. The first orchestrator loses the service at one of its calls, whose
 * effect stands, and stops; the next one has all of it.
 */
class RolloutRestartTest {

    private static final Operation[] CALLS = Arrays.stream(Operation.values())
            .filter(operation -> !operation.isDataPlane())
            .toArray(Operation[]::new);

    private static JobsEmulator emulator;
    private static Fleet fleet;

    @BeforeAll
    static void start() throws Exception {
        emulator = JobsEmulator.start();
        Release.RINGS.forEach(ring -> emulator.createThing(ring.things().toArray(String[]::new)));
        fleet = new Fleet("none");
        fleet.start(emulator.endpoint(), emulator.region());
    }

    @AfterAll
    static void stop() {
        fleet.close();
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 18, 24})
    void whereverTheFirstOrchestratorEndsEachRingHasOneJobAndTheRolloutEndsRight(int calls) throws Exception {
        Release release = Release.of("pump-2-" + calls, "2.5.0");
        try (BrokerlessOrchestrator first = new BrokerlessOrchestrator(emulator.endpoint())) {
            var outage =
                    emulator.faults().add(Fault.resetAfterEffect().on(CALLS).after(calls));
            CompletableFuture<Exchange> lost = first.ask(release.json());
            await().until(() -> lost.isDone() || outage.hits() > 0);
            first.close();
            emulator.faults().clear();
            lost.get(20, TimeUnit.SECONDS);
        }

        try (BrokerlessOrchestrator next = new BrokerlessOrchestrator(emulator.endpoint())) {
            Exchange over = next.ask(release.json()).get(30, TimeUnit.SECONDS);

            assertThat(over.getException()).isNull();
            assertThat(next.published())
                    .hasSize(4)
                    .allMatch(text -> text.contains("\"outcome\":\"PASSED\"") || text.contains("\"end\":\"RELEASED\""));
        }
        for (Release.Ring ring : release.rings()) {
            assertThat(ring.things()).allSatisfy(thing -> assertThat(emulator.executions(thing))
                    .filteredOn(e -> e.jobId().startsWith(release.name() + "-"))
                    .extracting(Execution::jobId)
                    .containsExactly(release.jobId(ring)));
        }
    }

    @Test
    void anOrchestratorThatEndsWhileItCancelsLeavesAStoppedRollout() throws Exception {
        Release release = Release.of("pump-3-0-1", "3.0.1");
        try (BrokerlessOrchestrator first = new BrokerlessOrchestrator(emulator.endpoint())) {
            fleet.goOffline("pump-06");
            var outage = emulator.faults().add(Fault.resetAfterEffect().on(Operation.CANCEL_JOB));
            CompletableFuture<Exchange> lost = first.ask(release.json());
            await().until(() -> lost.isDone() || outage.hits() > 0);
            first.close();
            emulator.faults().clear();

            assertThat(lost.get(20, TimeUnit.SECONDS).getException()).isNotNull();
        }

        try (BrokerlessOrchestrator next = new BrokerlessOrchestrator(emulator.endpoint())) {
            next.ask(release.json()).get(30, TimeUnit.SECONDS);

            assertThat(next.published()).hasSize(3);
            assertThat(next.published().get(1)).contains("\"ring\":\"early\"", "\"outcome\":\"CANCELED\"");
            assertThat(next.published().get(2)).contains("\"end\":\"STOPPED\"");
        }
        assertThat(emulator.execution("pump-06", "pump-3-0-1-early").status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(emulator.executions("pump-07")).noneMatch(e -> e.jobId().startsWith("pump-3-0-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json",
                "[1]",
                "{}",
                "{\"release\":\"r-1\",\"rings\":[]}",
                "{\"release\":\"../r\",\"rings\":[{\"name\":\"a\",\"things\":\"pump-01\"}],\"document\":{}}",
                "{\"release\":\"r-1\",\"rings\":[{\"name\":\"a b\",\"things\":\"pump-01\"}],\"document\":{}}",
                "{\"release\":\"r-1\",\"rings\":[{\"name\":\"a\",\"things\":\"nobody\"}],\"document\":{}}",
                "{\"release\":\"r-1\",\"rings\":[{\"name\":\"a\",\"things\":\"pump-01\"}]}",
                "{\"release\":\"r-1\",\"rings\":[\"a\"],\"document\":{}}",
                "{\"release\":\"r-1\",\"maxFailed\":\"few\",\"rings\":[{\"name\":\"m\",\"things\":\"pump-01\"}],\"document\":{}}",
                "{\"release\":\"r-1\",\"maxFailed\":\"${sys.user.home}\",\"rings\":[{\"name\":\"n\",\"things\":\"pump-01\"}],\"document\":{}}",
            })
    void aRecordThatCannotWorkIsRefusedAndCommitted(String json) throws Exception {
        try (BrokerlessOrchestrator orchestrator = new BrokerlessOrchestrator(emulator.endpoint())) {
            Exchange over = orchestrator.ask(json).get(30, TimeUnit.SECONDS);

            assertThat(over.getException()).isNull();
            assertThat(orchestrator.published()).hasSize(1).allMatch(text -> text.contains("\"end\":\"REFUSED\""));
            assertThat(emulator.executions("pump-01")).noneMatch(e -> e.jobId().startsWith("r-1"));
        }
    }
}
