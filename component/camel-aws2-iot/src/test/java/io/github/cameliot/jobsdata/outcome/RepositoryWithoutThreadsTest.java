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
package io.github.cameliot.jobsdata.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.counters.Counters;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepositoryWithoutThreadsTest {

    private final AtomicBoolean noThreads = new AtomicBoolean();
    private final Executor threads = task -> {
        if (noThreads.get()) {
            throw new InternalError("no thread: thrown by a test"); // an OutOfMemoryError would end JUnit
        }
        task.run();
    };
    private final AtomicInteger lists = new AtomicInteger();
    private final OutcomeRepository repository = new OutcomeRepository() {
        @Override
        public void keep(String key, String outcome) {}

        @Override
        public Optional<String> find(String key) {
            return Optional.of("text");
        }

        @Override
        public Map<String, String> list() {
            lists.incrementAndGet();
            return Map.of();
        }

        @Override
        public void remove(String key) {}
    };
    private final Counters counters = new Counters();
    private final GuardedRepository guarded = new GuardedRepository(repository, counters, threads);

    @Test
    void itWorksAgainWhenThereAreThreadsAgain() {
        noThreads.set(true);
        for (int i = 0; i < 100; i++) {
            assertThat(guarded.list()).isEmpty();
            assertThat(guarded.keep("key", "text")).isFalse();
        }
        assertThat(guarded.failure()).isPresent();
        noThreads.set(false);

        assertThat(guarded.list()).isPresent();
        assertThat(guarded.keep("key", "text")).isTrue();
        assertThat(guarded.failure()).isEmpty();
    }

    @Test
    void aSweepGoesOnWhenThereAreThreadsAgain() {
        OutcomeSweep sweep = new OutcomeSweep(
                new KeptOutcomes("test", repository, counters, Runnable::run), null, counters, () -> 0, () -> 0);
        noThreads.set(true);
        sweep.tick(threads); // throws nothing
        noThreads.set(false);

        sweep.tick(threads);

        assertThat(lists).hasValue(1);
    }
}
