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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list that a {@code things} bean returns, and how it has changed since the last call. An invalid name is logged
 * once as a warning and left out.
 */
final class ListedThings {

    private static final Logger LOG = LoggerFactory.getLogger(IotJobsDataConsumer.class);

    private final Things bean;
    private final ListedNames names = new ListedNames();
    /** How often each invalid name is listed. */
    private final Map<String, Integer> wrong = new HashMap<>();

    private boolean fails;

    ListedThings(Things bean) {
        this.bean = bean;
    }

    /**
     * Reads the list at the start. A bean that throws makes the start fail; a bean that has no list yet is called
     * again.
     */
    ListedNames.Change listFirst() {
        ListedNames.Change change = change(bean.list());
        return change == null ? ListedNames.Change.NONE : change;
    }

    /**
     * The changes since the last call. Null if there are none, or if the bean fails: that is logged once as a warning,
     * and the last list stays in use.
     */
    ListedNames.Change listAgain() {
        try {
            return change(bean.list());
        } catch (RuntimeException | Error e) {
            fails(String.valueOf(e.getMessage()), e);
            return null;
        }
    }

    private void fails(String why, Throwable e) {
        if (!fails) {
            LOG.warn(
                    "The things bean cannot list its things; the last list stays in use, and the bean is called "
                            + "again: {}",
                    why,
                    e);
        }
        fails = true;
    }

    private ListedNames.Change change(Collection<String> listed) {
        if (listed == null) {
            fails(
                    "the bean " + bean.getClass().getName()
                            + " returned null. It must return the names of the things, or an empty collection if "
                            + "there are none.",
                    null);
            return null;
        }
        ListedNames.Change change = names.update(listed);
        fails = false;
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
