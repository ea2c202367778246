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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.jobsdata.counters.Counters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedRepositoryTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Database database = new Database();
    private final GuardedRepository repository = new GuardedRepository(database, new Counters(), threads);

    private final class Database implements OutcomeRepository {

        private final Map<String, String> rows = new ConcurrentHashMap<>();
        private volatile boolean keepHangs;
        private volatile boolean keepFails;

        @Override
        public void keep(String key, String outcome) {
            if (keepHangs) {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (keepFails) {
                throw new IllegalStateException("disk full");
            }
            rows.put(key, outcome);
            calls.add("keep " + key);
        }

        @Override
        public Optional<String> find(String key) {
            return Optional.ofNullable(rows.get(key));
        }

        @Override
        public Map<String, String> list() {
            return Map.copyOf(rows);
        }

        @Override
        public void remove(String key) {
            rows.remove(key);
            calls.add("remove " + key);
        }
    }

    @AfterEach
    void close() {
        hanging.countDown();
        threads.shutdownNow();
    }

    @Test
    void whoeverWaitsForAKeepThatHangsGoesOnAndTheRemoveComesAfterIt() {
        database.keepHangs = true;

        assertThat(repository.keep("a", "x")).isFalse();
        repository.remove("a", () -> calls.add("gone"));
        assertThat(calls).as("nothing overtakes the keep").isEmpty();
        assertThat(repository.failure()).isPresent();
        hanging.countDown();

        await().until(() -> calls.size() == 3);
        assertThat(calls).containsExactly("keep a", "remove a", "gone");
        assertThat(database.rows).isEmpty();
    }

    @Test
    void anAlarmStandsUntilTheSameKindOfCallWorks() {
        database.keepFails = true;
        assertThat(repository.keep("a", "x")).isFalse();

        assertThat(repository.list()).isPresent();
        assertThat(repository.find("a")).isEmpty();
        assertThat(repository.failure().orElseThrow()).hasMessage("disk full");
        database.keepFails = false;

        assertThat(repository.keep("a", "x")).isTrue();
        assertThat(repository.failure()).isEmpty();
    }

    @Test
    void callsThatHangDoNotPileUpWithoutBound() {
        database.keepHangs = true;
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 64; i++) {
            String key = "hangs-" + i;
            Thread thread = new Thread(() -> repository.keep(key, "x"));
            thread.start();
            waiting.add(thread);
        }
        await().until(() -> waiting.stream().noneMatch(Thread::isAlive));

        assertThatThrownBy(() -> repository.find("a")).hasMessageContaining("64 calls");
    }

    @Test
    void anInterruptIsKeptForLater() {
        Thread.currentThread().interrupt();

        assertThat(repository.keep("a", "x")).isTrue();

        assertThat(Thread.interrupted()).isTrue();
    }
}
