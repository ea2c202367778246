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

import static io.github.cameliot.jobsdata.PushTest.calls;
import static io.github.cameliot.jobsdata.PushTest.things;
import static io.github.cameliot.jobsdata.PushWorker.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.push.PushStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fleets with push, with calls counted at the server. */
class PushFleetTest {

    private final JobsEmulator emulator = JobsEmulator.builder().mqtt().start();
    private final PushWorker worker = new PushWorker(emulator);
    private final PushWorker other = new PushWorker(emulator);
    /** How often each job ran, by thing. */
    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        worker.close();
        other.close();
        emulator.close();
    }

    @Test
    void idleThingsAreNotPolledBetweenSweeps() throws Exception {
        List<String> fleet = fleet(1_000);
        worker.run("things=#bean:fleet&maxInFlight=20").idle();
        emulator.requests().clear();

        // Time in which each thing would be polled several times without push: its maxDelay is 600 ms.
        Instant until = Instant.now().plusSeconds(2);
        until(() -> Instant.now().isAfter(until));

        assertThat(calls(emulator)).isZero();
        emulator.createJob("ota", "{}", fleet.get(123));
        until(() -> succeeded(List.of(fleet.get(123)), "ota") == 1);
        // The claim, the report, and one look that finds the queue empty.
        until(() -> calls(emulator) == 3);
    }

    @Test
    void aFleetThatIsNotifiedAtOnceIsPolledWithinItsLimits() throws Exception {
        List<String> fleet = fleet(300);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        worker.run("things=#bean:fleet&maxInFlight=5&maxRequestsPerSecond=150", e -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    ran(e);
                    now.decrementAndGet();
                })
                .idle();
        emulator.requests().clear();
        Instant began = Instant.now();

        emulator.createJob("ota", "{}", fleet.toArray(String[]::new));
        until(() -> worker.count(Counter.thingsWoken) == 300);
        until(() -> succeeded(fleet, "ota") == 300);

        // Three writes for each thing (the claim, the report, the look that finds nothing) at 150 writes a second.
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        assertThat(calls(emulator)).isLessThanOrEqualTo((long) (150 * (seconds + 1)));
        assertThat(most.get()).isLessThanOrEqualTo(5);
        assertThat(runs.values()).allMatch(times -> times.get() == 1).hasSize(300);
    }

    @Test
    void jobsThatWereCreatedWhileTheConnectionWasCutRunOnce() throws Exception {
        List<String> fleet = fleet(100);
        try (MqttRelay relay = new MqttRelay(emulator.mqttEndpoint())) {
            worker.run("things=#bean:fleet&pushEndpoint=" + relay.endpoint(), this::ran)
                    .idle();

            relay.cut();
            until(() -> !worker.status().isConnected());
            emulator.createJob("ota", "{}", fleet.toArray(String[]::new));
            until(() -> runs.size() >= 20); // polls as without push
            relay.restore();
            worker.connected();

            until(() -> succeeded(fleet, "ota") == 100);
            assertThat(runs.values()).allMatch(times -> times.get() == 1).hasSize(100);
            assertThat(worker.count(Counter.pushReconnects)).isPositive();
            // Back to the sweep, and to notifications.
            worker.idle();
            long woken = worker.count(Counter.thingsWoken);
            emulator.createJob("next", "{}", "fleet-7");
            until(() -> succeeded(List.of("fleet-7"), "next") == 1);
            assertThat(worker.count(Counter.thingsWoken)).isEqualTo(woken + 1);
        }
    }

    @Test
    void aNotificationThatWasLostByAShortInterruptionIsMadeUpForByPolls() throws Exception {
        List<String> fleet = fleet(100);
        try (MqttRelay relay = new MqttRelay(emulator.mqttEndpoint())) {
            worker.run("things=#bean:fleet&pushEndpoint=" + relay.endpoint(), this::ran)
                    .idle();
            Instant before = worker.status().since();

            relay.cut();
            emulator.createJob("ota", "{}", fleet.toArray(String[]::new));
            relay.restore();

            until(() -> succeeded(fleet, "ota") == 100);
            assertThat(runs.values()).allMatch(times -> times.get() == 1).hasSize(100);
            assertThat(worker.status().since()).isAfter(before);
        }
    }

    @Test
    void twoWorkersOfAGroupDivideTheNotificationsAndTheSweepFindsThePartOfAKilledOne() throws Exception {
        List<String> fleet = fleet(1_000);
        String group = "things=#bean:fleet&pushGroup=fleet&maxInFlight=10";
        try (MqttRelay relay = new MqttRelay(emulator.mqttEndpoint())) {
            // The sweep of this one is short enough for a test.
            worker.sweep("3s").run(group, this::ran).connected();
            other.run(group + "&pushEndpoint=" + relay.endpoint(), this::ran).idle();

            emulator.createJob("ota", "{}", fleet.toArray(String[]::new));
            until(() -> worker.count(Counter.notifications) + other.count(Counter.notifications) >= 1_000
                    && succeeded(fleet, "ota") == 1_000);

            assertThat(worker.count(Counter.thingsWoken)).isBetween(200L, 800L);
            assertThat(other.count(Counter.thingsWoken)).isBetween(200L, 800L);
            assertThat(runs.values()).allMatch(times -> times.get() == 1).hasSize(1_000);

            // It receives notifications, and does nothing more: as a process that hangs, or is killed without a sign.
            other.consumer().loop().suspend();
            runs.clear();
            emulator.createJob("next", "{}", fleet.subList(0, 100).toArray(String[]::new));

            until(() -> succeeded(fleet.subList(0, 100), "next") == 100);
            assertThat(runs.values()).allMatch(times -> times.get() == 1).hasSize(100);
            PushStatus ofTheKilled = other.status();
            assertThat(ofTheKilled.isConnected()).isTrue();
        }
    }

    @Test
    void aSuspendedMemberOfAGroupLeavesItsNotificationsToTheOthers() throws Exception {
        List<String> fleet = fleet(50);
        String group = "things=#bean:fleet&pushGroup=fleet";
        worker.run(group, this::ran).idle();
        other.run(group, this::ran).idle();

        other.camel().getRouteController().suspendRoute("jobs");
        until(() -> !other.status().isConnected());
        emulator.createJob("ota", "{}", fleet.toArray(String[]::new));
        until(() -> succeeded(fleet, "ota") == 50);

        assertThat(worker.count(Counter.thingsWoken)).isEqualTo(50);
        other.camel().getRouteController().resumeRoute("jobs");
        other.idle();
    }

    private List<String> fleet(int count) {
        List<String> fleet = things("fleet-", count);
        emulator.createThing(fleet.toArray(String[]::new));
        for (PushWorker one : new PushWorker[] {worker, other}) {
            one.with(camel -> camel.getRegistry().bind("fleet", (Things) () -> fleet));
        }
        return fleet;
    }

    private void ran(Exchange exchange) {
        runs.computeIfAbsent(
                        exchange.getMessage().getHeader(IotJobsDataConstants.THING, String.class),
                        thing -> new AtomicInteger())
                .incrementAndGet();
    }

    private long succeeded(List<String> things, String jobId) {
        return things.stream()
                .filter(thing -> emulator.execution(thing, jobId).status() == ExecutionStatus.SUCCEEDED)
                .count();
    }
}
