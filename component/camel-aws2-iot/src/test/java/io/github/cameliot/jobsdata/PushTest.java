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
package io.github.cameliot.jobsdata;

import static io.github.cameliot.jobsdata.PushWorker.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.counters.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Push on the emulator: each test has things and a worker of its own. */
class PushTest {

    private static final JobsEmulator EMULATOR = JobsEmulator.builder().mqtt().start();

    private final AtomicInteger runs = new AtomicInteger();

    @AfterAll
    static void close() {
        EMULATOR.close();
    }

    @Test
    void aJobStartsWhenItIsNotifiedOverWebSocket() throws Exception {
        EMULATOR.createThing("ws-1");
        try (PushWorker worker = new PushWorker(EMULATOR)) {
            worker.run("thing=ws-1", e -> runs.incrementAndGet()).idle();

            EMULATOR.createJob("ws-job", "{}", "ws-1");
            until(() -> ended("ws-1", "ws-job"));

            assertThat(runs).hasValue(1);
            assertThat(worker.status().address()).startsWith("ws://127.0.0.1:");
            assertThat(worker.count(Counter.thingsWoken)).isEqualTo(1);
        }
    }

    @Test
    void aJobStartsWhenItIsNotifiedOverTcp() throws Exception {
        EMULATOR.createThing("tcp-1");
        try (PushWorker worker = new PushWorker(EMULATOR)) {
            worker.run("thing=tcp-1&pushEndpoint=" + EMULATOR.mqttEndpoint()).idle();

            EMULATOR.createJob("tcp-job", "{}", "tcp-1");
            until(() -> ended("tcp-1", "tcp-job"));

            assertThat(worker.status().subscriptions()).isEqualTo(1);
        }
    }

    private static boolean ended(String thing, String jobId) {
        return EMULATOR.execution(thing, jobId).status().isTerminal();
    }

    static long calls(JobsEmulator emulator) {
        return Arrays.stream(Operation.values())
                .filter(Operation::isDataPlane)
                .mapToLong(emulator.requests()::count)
                .sum();
    }

    static List<String> things(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
