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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a {@code things} bean lists, each name once. A name that cannot be one is warned of once and left out. */
final class ListedThings {

    private static final Logger LOG = LoggerFactory.getLogger(IotJobsDataConsumer.class);

    private final Things bean;
    private final Set<String> warned = new HashSet<>();
    private boolean fails;

    ListedThings(Things bean) {
        this.bean = bean;
    }

    /** The list at the start: a bean that throws refuses it, one that has no list yet is called again. */
    Set<String> listFirst() {
        Set<String> things = list(bean.list());
        return things == null ? Set.of() : things;
    }

    /** The list now; null when the bean fails, which is warned of once: then the last list stands. */
    Set<String> listAgain() {
        try {
            return list(bean.list());
        } catch (RuntimeException | Error e) {
            fails(String.valueOf(e.getMessage()), e);
            return null;
        }
    }

    private void fails(String why, Throwable e) {
        if (!fails) {
            LOG.warn("things cannot be listed; the last list stands, and the bean is called again: {}", why, e);
        }
        fails = true;
    }

    private Set<String> list(Collection<String> listed) {
        if (listed == null) {
            fails(
                    "the bean " + bean.getClass().getName()
                            + " returned null. Let it return the names of the things, or"
                            + " an empty collection for none.",
                    null);
            return null;
        }
        fails = false;
        Set<String> things = new LinkedHashSet<>();
        Set<String> wrong = new HashSet<>();
        for (String name : listed) {
            try {
                things.add(Names.thing("things", name));
            } catch (IllegalArgumentException e) {
                wrong.add(String.valueOf(name));
                if (warned.add(String.valueOf(name))) {
                    LOG.warn("{} It is left out; the other things are polled.", e.getMessage());
                }
            }
        }
        warned.retainAll(wrong);
        return things;
    }
}
