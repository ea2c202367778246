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

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Outcomes in memory: what is still there when a test drops a worker. It fails as a database does, if a test says so. */
public final class MemoryOutcomes implements OutcomeRepository {

    public enum Use {
        KEEP,
        FIND,
        LIST,
        REMOVE
    }

    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final Set<Use> failing = EnumSet.noneOf(Use.class);
    private Runnable onKeep = () -> {};

    public void fails(Use... uses) {
        failing.clear();
        failing.addAll(Arrays.asList(uses));
    }

    /** What happens elsewhere while the disk is slow. */
    public void whileKeeping(Runnable action) {
        onKeep = action;
    }

    public Map<String, String> rows() {
        return rows;
    }

    public String only() {
        return rows.values().iterator().next();
    }

    private void use(Use use) {
        if (failing.contains(use)) {
            throw new IllegalStateException("disk full");
        }
    }

    @Override
    public void keep(String key, String outcome) {
        use(Use.KEEP);
        onKeep.run();
        rows.put(key, outcome);
    }

    @Override
    public Optional<String> find(String key) {
        use(Use.FIND);
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public Map<String, String> list() {
        use(Use.LIST);
        return new TreeMap<>(rows);
    }

    @Override
    public void remove(String key) {
        use(Use.REMOVE);
        rows.remove(key);
    }
}
