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
package io.github.cameliot.jobsdata.hang;

import static io.github.cameliot.jobsdata.hang.TestBed.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Listeners of losses that do harm are no harm to other sessions. */
@ExtendWith(SideBySide.class)
class ListenerTest {

    private static final int LOST_SECONDS =
            (int) TestBed.LOST_AFTER.plusSeconds(3).toSeconds();

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Test
    void aListenerThatBlocksHoldsUpNeitherHeartbeatsNorOtherListeners() throws Exception {
        try (TestBed bed = TestBed.open()) {
            assertOthersAreToldAndHealthyOnesKept(bed, "blocking", exchange -> {
                Runs.sessionOf(exchange).onLost(loss -> holdUnchecked(bed, exchange));
                bed.hold(exchange);
            });
        }
    }

    @Test
    void aListenerThatThrowsAnErrorEndsNeitherHeartbeatsNorOtherListeners() throws Exception {
        try (TestBed bed = TestBed.open()) {
            assertOthersAreToldAndHealthyOnesKept(bed, "throwing", exchange -> {
                Runs.sessionOf(exchange).onLost(loss -> {
                    throw new NoClassDefFoundError("a listener's mistake");
                });
                bed.hold(exchange);
            });
        }
    }

    private void assertOthersAreToldAndHealthyOnesKept(TestBed bed, String name, Processor harmful) throws Exception {
        List<String> things = TestBed.things(name, 8);
        List<String> others = TestBed.things("beside-" + name, 8);
        List<String> healthy = TestBed.things("healthy-" + name, 4);
        for (List<String> group : List.of(things, others, healthy)) {
            bed.jobs(group);
        }
        String[] losing = Stream.concat(things.stream(), others.stream()).toArray(String[]::new);
        bed.emulator()
                .faults()
                .add(Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION).thing(losing));
        Runs all = new Runs();
        Runs kept = new Runs();
        Worker worker = bed.worker();
        worker.work(String.join(",", things), "", all.then(harmful));
        worker.work(String.join(",", others), "", all.then(exchange -> {
            JobSession session = Runs.sessionOf(exchange);
            session.onLost(loss -> told.add(session.execution().thing()));
            bed.hold(exchange);
        }));
        worker.work(String.join(",", healthy), "", all.then(kept.then(bed::hold)));
        within(TestBed.START_SECONDS).until(() -> all.all().size() == 20);

        within(LOST_SECONDS).untilAsserted(() -> assertThat(told).containsAll(others));

        // The heartbeats after that loss: without them the healthy ones would be lost too.
        within(15).during(Duration.ofSeconds(8)).untilAsserted(() -> assertThat(kept.lost())
                .isEmpty());
    }

    private static void holdUnchecked(TestBed bed, Exchange exchange) {
        try {
            bed.hold(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
