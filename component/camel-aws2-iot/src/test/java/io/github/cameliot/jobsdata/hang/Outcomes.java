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

import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Outcomes in memory, with a database's troubles by switch. Keys hold the names of thing and job. */
final class Outcomes implements OutcomeRepository {

    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private volatile Trouble keep = key -> {};
    private volatile Trouble find = key -> {};
    private volatile Predicate<String> loses = key -> false;

    /** What happens before a row is touched: waits, throws, or nothing. */
    interface Trouble {
        void meet(String key) throws InterruptedException;
    }

    Outcomes onKeep(Trouble trouble) {
        keep = trouble;
        return this;
    }

    Outcomes onFind(Trouble trouble) {
        find = trouble;
        return this;
    }

    /** These are not there after they were kept, though keep returned. */
    Outcomes losing(Predicate<String> keys) {
        loses = keys;
        return this;
    }

    @Override
    public void keep(String key, String outcome) {
        meet(keep, key);
        if (!loses.test(key)) {
            rows.put(key, outcome);
        }
    }

    @Override
    public Optional<String> find(String key) {
        meet(find, key);
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public Map<String, String> list() {
        return Map.copyOf(rows);
    }

    @Override
    public void remove(String key) {
        rows.remove(key);
    }

    private static void meet(Trouble trouble, String key) {
        try {
            trouble.meet(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
