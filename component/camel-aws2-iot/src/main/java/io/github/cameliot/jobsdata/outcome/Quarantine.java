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

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.OneLine;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Outcomes that cannot be delivered. They stay in the repository, marked, until a person has dealt with them. */
final class Quarantine {

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private static final String PREFIX = "quarantined ";
    private static final int LONGEST_WHY = 500;
    private static final int LONGEST_LINE = 1_000;

    private final GuardedRepository repository;
    private final Counters counters;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Quarantine(GuardedRepository repository, Counters counters) {
        this.repository = repository;
        this.counters = counters;
    }

    /** Whether {@link #add} has put this text into the repository, in this process or another. */
    static boolean has(String text) {
        return text.startsWith(PREFIX);
    }

    /** Logs an error, once. */
    void add(String key, String text, String why) {
        String line = PREFIX + Instant.now() + " " + OneLine.of(why, LONGEST_WHY);
        if (known.put(key, line) == null) {
            counters.add(Counter.outcomesQuarantined);
            LOG.error(
                    "The outcome {} cannot be delivered: {}. It stays in the outcomeRepository until it is removed, "
                            + "with forgetOutcome (JMX) or by hand: {}",
                    OneLine.of(key, LONGEST_WHY),
                    OneLine.of(why, LONGEST_WHY),
                    OneLine.printable(text));
            repository.keep(key, line + "\n" + text);
        }
    }

    /** Records the outcomes that other processes have put there, and drops those that are not there any more. */
    void update(Map<String, String> all) {
        all.forEach((key, text) -> {
            if (has(text)) {
                known.put(key, OneLine.of(text.lines().findFirst().orElse(PREFIX), LONGEST_LINE));
            }
        });
        known.keySet().retainAll(all.keySet());
    }

    void remove(String key) {
        known.remove(key);
    }

    Set<String> keys() {
        return known.keySet();
    }

    /** The outcomes, each with the reason. */
    Map<String, String> all() {
        return Map.copyOf(known);
    }
}
