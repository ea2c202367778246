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

import io.github.cameliot.emulator.ShiftedClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveHeapTest {

    private final Ledger ledger = new Ledger(new ShiftedClock());

    @Test
    void growthCountsFromAFifthOfTheLifeOn() {
        measured(30, 9_000_000);
        measured(60, 20_000_000);
        measured(150, 40_000_000);
        measured(300, 20_400_000);

        assertThat(heap().first().bytes()).isEqualTo(20_000_000);
        assertThat(heap().growth()).isEqualTo(400_000);
        assertThat(heap().isGrowing()).isFalse();
    }

    @Test
    void aLongLifeThatGrowsByMoreThanTheLimitIsFound() {
        measured(60, 20_000_000);
        measured(239, 21_000_000);
        boolean tooEarly = heap().isGrowing();
        measured(240, 20_000_001 + LiveHeap.MOST_GROWTH);

        assertThat(tooEarly).isFalse();
        assertThat(heap().isGrowing()).isTrue();
    }

    @Test
    void theJobsAreThoseThatThisWorkerHadDoneByThen() {
        done("w", "a");
        measured(60, 1);
        done("w", "b");
        done("another", "c");
        measured(120, 1);
        done("w", "d");

        assertThat(heap().first().jobs()).isEqualTo(1);
        assertThat(heap().last().jobs()).isEqualTo(2);
    }

    private void measured(int second, long bytes) {
        ledger.received("w", WorkerMessage.of(WorkerMessage.Kind.HEAP, second * 1_000L, bytes));
    }

    private void done(String worker, String claim) {
        ledger.received(worker, WorkerMessage.of(WorkerMessage.Kind.START, "thing-1", "job-" + claim, 1, claim, 2));
        ledger.received(worker, WorkerMessage.of(WorkerMessage.Kind.CLOSED, claim, "REPORTED", "none"));
    }

    private LiveHeap heap() {
        List<LiveHeap> heaps = ledger.verify().heaps();
        assertThat(heaps).hasSize(1);
        return heaps.get(0);
    }
}
