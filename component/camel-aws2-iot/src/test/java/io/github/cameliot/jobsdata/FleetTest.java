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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.counters.Counter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final int THINGS = 100;

    private final JobsEmulator emulator = JobsEmulator.start();
    private final CamelWorker worker = new CamelWorker(emulator);
    private final CamelWorker other = new CamelWorker(emulator);
    private final AtomicInteger runs = new AtomicInteger();
    private final String things =
            IntStream.range(0, THINGS).mapToObj(FleetTest::thing).collect(Collectors.joining(","));

    @AfterEach
    void close() {
        worker.close();
        other.close();
        emulator.close();
    }

    @Test
    void oneThingWithoutPermissionDoesNotStopTheOthers() throws Exception {
        emulator.createJob("ota-7", "{}", things.split(","));
        emulator.faults().add(Fault.forbidden().thing(thing(42)));

        worker.run(things, "&maxInFlight=8", e -> runs.incrementAndGet());

        await().until(() -> runs.get() == THINGS - 1 && inProgress() == 0);
        assertThat(emulator.execution(thing(42), "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
        emulator.faults().clear();
        await().until(() -> runs.get() == THINGS);
    }

    @Test
    void oneThingWhoseReportsAreForbiddenDoesNotStopTheOthers() throws Exception {
        emulator.createJob("ota-7", "{}", things.split(","));
        emulator.faults()
                .add(Fault.forbidden().on(Operation.UPDATE_JOB_EXECUTION).thing(thing(42)));

        worker.run(things, "&maxInFlight=2", e -> runs.incrementAndGet());

        await().until(() -> runs.get() == THINGS && inProgress() == 1);
        emulator.faults().clear();
        await().until(() -> inProgress() == 0);
        assertThat(runs).hasValue(THINGS);
    }

    @Test
    void underThrottlingEachJobRunsOnceAndIsReported() throws Exception {
        emulator.createJob("ota-7", "{}", things.split(","));
        emulator.faults().add(Fault.throttle().probability(0.05, 42));

        worker.run(things, "&maxInFlight=8", e -> runs.incrementAndGet());

        await().until(() -> succeeded() == THINGS);
        assertThat(runs).hasValue(THINGS);
        assertThat(worker.count(Counter.throttled)).isPositive();
        assertThat(worker.count(Counter.leaseExpired)).isZero();
    }

    @Test
    void twoWorkersOfOneFleetShareItAndRunEachJobOnce() throws Exception {
        emulator.createJob("ota-7", "{}", things.split(","));
        Set<String> twice = ConcurrentHashMap.newKeySet();
        Set<String> seen = ConcurrentHashMap.newKeySet();

        for (CamelWorker one : new CamelWorker[] {worker, other}) {
            one.run(things, "&maxInFlight=4", e -> {
                String thing = e.getMessage().getHeader(IotJobsDataConstants.THING, String.class);
                if (!seen.add(thing)) {
                    twice.add(thing);
                }
                runs.incrementAndGet();
            });
        }

        await().until(() -> succeeded() == THINGS);
        assertThat(twice).isEmpty();
        assertThat(runs).hasValue(THINGS);
        assertThat(worker.count(Counter.claimed) + other.count(Counter.claimed)).isEqualTo(THINGS);
    }

    private long inProgress() {
        return count(ExecutionStatus.IN_PROGRESS);
    }

    private long succeeded() {
        return count(ExecutionStatus.SUCCEEDED);
    }

    private long count(ExecutionStatus status) {
        return IntStream.range(0, THINGS)
                .filter(i -> emulator.execution(thing(i), "ota-7").status() == status)
                .count();
    }

    private static String thing(int number) {
        return "pump-" + number;
    }
}
