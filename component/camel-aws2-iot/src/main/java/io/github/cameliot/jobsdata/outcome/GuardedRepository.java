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
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A repository of outcomes that may be missing, and whose failures are an alarm instead of an exception. */
public final class GuardedRepository {

    private static final Logger LOG = LoggerFactory.getLogger(KeptOutcomes.class);

    private final OutcomeRepository repository;
    private final Counters counters;
    private volatile RuntimeException failure;

    public GuardedRepository(OutcomeRepository repository, Counters counters) {
        this.repository = repository;
        this.counters = counters;
    }

    public boolean isMissing() {
        return repository == null;
    }

    /** What it failed with when it was last used; empty when it worked. */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    public void keep(String key, String text) {
        attempt("keep", key, () -> {
            repository.keep(key, text);
            return true;
        });
    }

    /** @return whether it is gone */
    public boolean remove(String key) {
        return attempt("remove", key, () -> {
                    repository.remove(key);
                    return true;
                })
                .isPresent();
    }

    /** @return empty when it fails */
    public Optional<Map<String, String>> list() {
        return attempt("list", "all", repository::list);
    }

    /** @throws RuntimeException when it fails: whether there is one is not known then */
    public Optional<String> find(String key) {
        return repository.find(key);
    }

    private <T> Optional<T> attempt(String what, String key, Supplier<T> use) {
        try {
            T result = use.get();
            if (failure != null) {
                LOG.info("The outcomeRepository works again.");
            }
            failure = null;
            return Optional.of(result);
        } catch (RuntimeException e) {
            counters.add(Counter.outcomeRepositoryFailures);
            if (failure == null) {
                LOG.error(
                        "The outcomeRepository fails ({} {}): {} Outcomes are reported all the same; one whose process"
                                + " ends before is lost, and its job runs again. Until it works this is not repeated.",
                        what,
                        key,
                        e.getMessage(),
                        e);
            }
            failure = e;
            return Optional.empty();
        }
    }
}
