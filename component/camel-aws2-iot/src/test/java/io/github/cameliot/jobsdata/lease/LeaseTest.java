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
package io.github.cameliot.jobsdata.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class LeaseTest {

    private static final long YEAR = Duration.ofDays(365).toNanos();

    @Property(tries = 300)
    void isOverBeforeAnybodyMayTakeOverAndAfterTwoHeartbeatsWereDue(
            @ForAll @IntRange(min = 15, max = 86_400) int seconds, @ForAll long start) {
        Duration length = Duration.ofSeconds(seconds);
        Lease lease = new Lease(length, start);

        assertThat(lease.isOver(start + length.minus(Lease.SAFETY).toNanos())).isTrue();
        assertThat(lease.isOver(start + length.dividedBy(3).multipliedBy(2).toNanos() - 1))
                .isFalse();
        assertThat(lease.isHeartbeatDue(start + length.dividedBy(3).toNanos())).isTrue();
    }

    @Property(tries = 300)
    void onceOverItStaysOver(
            @ForAll @IntRange(min = 15, max = 86_400) int seconds,
            @ForAll long start,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long earlier,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long more) {
        Lease lease = new Lease(Duration.ofSeconds(seconds), start);

        if (lease.isOver(start + earlier)) {
            assertThat(lease.isOver(start + Math.min(earlier + more, YEAR))).isTrue();
        }
        if (lease.isHeartbeatDue(start + earlier)) {
            assertThat(lease.isHeartbeatDue(start + earlier + more)).isTrue();
        }
    }

    @Example
    void aHeartbeatOfItsOwnIsDueAfterItsTimeAndLeavesTimeForAnother() {
        Lease lease = new Lease(Duration.ofSeconds(60), 0);
        long every = Duration.ofSeconds(5).toNanos();

        assertThat(lease.isHeartbeatDue(every - 1, every)).isFalse();
        assertThat(lease.isHeartbeatDue(every, every)).isTrue();
        assertThat(Lease.isHeartbeatPossible(Duration.ofSeconds(1), lease.length()))
                .isTrue();
        assertThat(Lease.isHeartbeatPossible(Duration.ofMillis(29_999), lease.length()))
                .isTrue();
        assertThat(Lease.isHeartbeatPossible(Duration.ofSeconds(30), lease.length()))
                .isFalse();
        assertThat(Lease.isHeartbeatPossible(Duration.ofMillis(999), lease.length()))
                .isFalse();
        assertThat(Lease.isHeartbeatPossible(Duration.ofSeconds(-1), lease.length()))
                .isFalse();
    }

    @Example
    void aRenewalCountsFromWhenItWasSentAndKeepsTheLength() {
        Lease lease = new Lease(Duration.ofSeconds(15), 0)
                .renewed(Duration.ofSeconds(9).toNanos());

        assertThat(lease.isOver(Duration.ofSeconds(18).toNanos())).isFalse();
        assertThat(lease.isOver(Duration.ofSeconds(19).toNanos())).isTrue();
    }
}
