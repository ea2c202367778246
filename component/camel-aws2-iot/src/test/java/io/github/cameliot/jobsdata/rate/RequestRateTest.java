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
package io.github.cameliot.jobsdata.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RequestRateTest {

    @Property(tries = 200)
    void noSecondSeesMoreThanTheRateAndATenth(
            @ForAll @IntRange(min = 1, max = 1000) int perSecond,
            @ForAll @Size(max = 2000) List<@LongRange(min = 0, max = 5_000_000) Long> gaps) {
        Budget budget = new Budget(perSecond, 0);
        long now = 0;
        long[] taken = new long[gaps.size()];

        for (int i = 0; i < taken.length; i++) {
            now += gaps.get(i);
            now += Math.max(0, budget.untilFree(now));
            budget.take(now);
            taken[i] = now;
        }

        int most = perSecond + Math.max(1, perSecond / 10) + 1;
        for (int i = most; i < taken.length; i++) {
            assertThat(taken[i] - taken[i - most])
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Example
    void whoeverIsUrgentGoesBeforeThoseThatWaitLonger() throws InterruptedException {
        RequestRate rate = new RequestRate(1);
        List<String> order = new CopyOnWriteArrayList<>();
        rate.write(Priority.CLAIM);
        Thread claim = pass(rate, Priority.CLAIM, order);
        await().until(() -> claim.getState() == Thread.State.TIMED_WAITING);
        Thread heartbeat = pass(rate, Priority.HEARTBEAT, order);
        Thread report = pass(rate, Priority.REPORT, order);

        claim.join();
        heartbeat.join();
        report.join();

        assertThat(order).containsExactly("REPORT", "HEARTBEAT", "CLAIM");
    }

    private static Thread pass(RequestRate rate, Priority urgency, List<String> order) {
        Thread thread = new Thread(() -> {
            rate.write(urgency);
            order.add(urgency.name());
        });
        thread.start();
        return thread;
    }
}
