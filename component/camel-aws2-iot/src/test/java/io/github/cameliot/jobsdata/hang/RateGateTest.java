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

import java.time.Duration;
import java.util.List;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that wait for {@code maxRequestsPerSecond}. */
@ExtendWith(SideBySide.class)
class RateGateTest {

    @Test
    void claimsThatWaitForTheRateHoldFromWhenTheyAreSent() throws Exception {
        try (TestBed bed = TestBed.open()) {
            List<String> things = TestBed.things("rated", 30);
            bed.jobs(things);
            Runs runs = new Runs();
            Worker worker = bed.worker()
                    .work(
                            String.join(",", things),
                            "maxInFlight=30&maxRequestsPerSecond=4&delay=60s&maxDelay=60s",
                            runs.then(exchange -> {}));

            for (String thing : things) {
                worker.pollNow(thing); // 30 claims wait at once, the last of them for more than the lease
            }

            within(25).until(() -> runs.all().size() >= things.size());
            assertThat(runs.begunThoughLost()).isEmpty();
            within(10).untilAsserted(() -> assertThat(things).allMatch(bed::isSucceeded));
            assertThat(runs.jobIds()).doesNotHaveDuplicates().hasSize(30);
        }
    }

    @Test
    void noClaimIsSentAfterSuspendHasReturned() throws Exception {
        try (TestBed bed = TestBed.open()) {
            List<String> things = TestBed.things("gated", 6);
            bed.jobs(things);
            Worker worker =
                    bed.worker().work(String.join(",", things), "maxRequestsPerSecond=1&delay=10", exchange -> {});
            ServiceSupport consumer = (ServiceSupport)
                    worker.camel().getRoute(String.join(",", things)).getConsumer();
            within(TestBed.START_SECONDS)
                    .until(() -> !bed.proxy().calls(Call::isStartNext).isEmpty());

            consumer.suspend();

            within(2).during(Duration.ofSeconds(1)).until(() -> true); // for what was on its way
            long suspendedAt = System.nanoTime();
            within(8).during(Duration.ofSeconds(4)).untilAsserted(() -> assertThat(
                            bed.proxy().calls(call -> call.isStartNext() && call.receivedAt() - suspendedAt > 0))
                    .isEmpty());
            consumer.resume();
            within(15).until(() -> things.stream().filter(bed::isSucceeded).count() >= 3);
        }
    }
}
