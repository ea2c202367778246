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

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * The names of a list in their order, and how it differs from the list before. The difference is the part between the
 * beginning and the end that both lists have in common. Nothing is allocated while the list does not change, and no
 * name is looked up.
 */
final class ListedNames {

    private String[] names = new String[0];
    private String[] spare = new String[0];
    private int count;

    /**
     * The names that were added and removed. A name that is listed twice is contained twice; a name that has moved may
     * be both added and removed.
     */
    record Change(List<String> added, List<String> removed) {

        static final Change NONE = new Change(List.of(), List.of());
    }

    /**
     * Sets the current list. If the collection throws, the last list stays in use.
     *
     * @return what has changed; null for nothing
     */
    Change update(Collection<String> listed) {
        int same = 0;
        Iterator<String> rest = listed.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (same == count || !Objects.equals(name, names[same])) {
                return replace(same, name, rest);
            }
            same++;
        }
        return same == count ? null : replaced(same, same, take(same));
    }

    private Change replace(int same, String first, Iterator<String> rest) {
        String[] now = take(same + 1);
        now[same] = first;
        int size = same + 1;
        while (rest.hasNext()) {
            if (size == now.length) {
                now = Arrays.copyOf(now, 2 * size);
            }
            now[size++] = rest.next();
        }
        return replaced(same, size, now);
    }

    /** The other array, or a longer one; it is discarded if the collection throws. */
    private String[] take(int atLeast) {
        String[] now = spare.length >= atLeast ? spare : new String[2 * atLeast];
        spare = new String[0];
        return now;
    }

    /** @param now the names that are listed now, without the first ones, which have not changed */
    private Change replaced(int same, int size, String[] now) {
        System.arraycopy(names, 0, now, 0, same);
        int end = size;
        int endBefore = count;
        while (end > same && endBefore > same && Objects.equals(now[end - 1], names[endBefore - 1])) {
            now[--end] = names[--endBefore]; // one object is enough for equal names
        }
        Change change = new Change(
                Arrays.asList(Arrays.copyOfRange(now, same, end)),
                Arrays.asList(Arrays.copyOfRange(names, same, endBefore)));
        Arrays.fill(names, 0, count, null);
        spare = size < names.length / 4 ? new String[0] : names;
        names = size < now.length / 4 ? Arrays.copyOf(now, size) : now;
        count = size;
        return change;
    }
}
