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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list that a {@code things} bean returns, and how it has changed since the last call. An invalid name is logged
 * once as a warning and left out.
 */
final class ListedThings {

    private static final Logger LOG = LoggerFactory.getLogger(IotJobsDataConsumer.class);

    /** After that time a call of the bean counts as one that hangs. */
    private static final Duration HANGS = Duration.ofSeconds(30);

    private static final int LONGEST = 500;

    private final Things bean;
    private final ListedNames names = new ListedNames();
    /** How often each invalid name is listed. */
    private final Map<String, Integer> wrong = new HashMap<>();

    private final LongSupplier clock;
    private volatile Failure failure;
    /** When a call began that has not returned, on the monotonic clock; null for none. */
    private volatile Long calledAt;

    /**
     * Why things cannot be listed.
     *
     * @param why on one line, without secrets
     */
    record Failure(String why, Instant since) {}

    /** @param clock monotonic, nanoseconds */
    ListedThings(Things bean, LongSupplier clock) {
        this.bean = bean;
        this.clock = clock;
    }

    /**
     * Reads the list at the start. A bean that throws makes the start fail; a bean that has no list yet is called
     * again.
     */
    ListedNames.Change listFirst() {
        ListedNames.Change change = change(list());
        return change == null ? ListedNames.Change.NONE : change;
    }

    /**
     * The changes since the last call. Null if there are none, or if the bean fails: that is logged once as a warning,
     * and the last list stays in use.
     */
    ListedNames.Change listAgain() {
        try {
            return change(list());
        } catch (RuntimeException | Error e) {
            fails(String.valueOf(e.getMessage()), e, "failed with " + e);
            return null;
        }
    }

    private Collection<String> list() {
        calledAt = clock.getAsLong();
        try {
            return bean.list();
        } finally {
            calledAt = null;
        }
    }

    /**
     * Why things cannot be listed now: the bean threw, returned null, or has not returned for 30 s. Empty while it
     * works.
     */
    Optional<Failure> failure() {
        Long began = calledAt;
        if (began != null) {
            Duration time = Duration.ofNanos(clock.getAsLong() - began);
            if (time.compareTo(HANGS) >= 0) {
                return Optional.of(new Failure(
                        of("has not returned for " + time.toSeconds() + " s"),
                        Instant.now().minus(time)));
            }
        }
        return Optional.ofNullable(failure);
    }

    private String of(String what) {
        return OneLine.of("its things bean " + bean.getClass().getName() + " " + what, LONGEST);
    }

    private void fails(String why, Throwable e, String shown) {
        Failure before = failure;
        failure = new Failure(of(shown), before == null ? Instant.now() : before.since);
        if (before == null) {
            LOG.warn(
                    "The things bean cannot list its things; the last list stays in use, and the bean is called "
                            + "again: {}",
                    why,
                    e);
        }
    }

    private ListedNames.Change change(Collection<String> listed) {
        if (listed == null) {
            fails(
                    "the bean " + bean.getClass().getName()
                            + " returned null. It must return the names of the things, or an empty collection if "
                            + "there are none.",
                    null,
                    "returned null");
            return null;
        }
        ListedNames.Change change = names.update(listed);
        failure = null;
        return change == null ? null : new ListedNames.Change(added(change.added()), removed(change.removed()));
    }

    private List<String> added(List<String> names) {
        List<String> things = new ArrayList<>(names.size());
        for (String name : names) {
            try {
                things.add(Names.thing("things", name));
            } catch (IllegalArgumentException e) {
                if (wrong.merge(String.valueOf(name), 1, Integer::sum) == 1) {
                    LOG.warn("{} It is left out; the other things are polled.", e.getMessage());
                }
            }
        }
        return things;
    }

    private List<String> removed(List<String> names) {
        List<String> things = new ArrayList<>(names.size());
        for (String name : names) {
            String key = String.valueOf(name);
            if (wrong.containsKey(key)) {
                wrong.computeIfPresent(key, (n, times) -> times == 1 ? null : times - 1);
            } else {
                things.add(name);
            }
        }
        return things;
    }
}
