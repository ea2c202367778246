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
package io.github.cameliot.jobsdata.push;

import io.github.cameliot.jobsdata.poll.NotifiedThings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which filters a connection must have, and since when it has them. Each has a key: the name of its thing, or {@link
 * Topics#ALL_THINGS}. Guarded by its owner, except for {@link #contains}.
 */
final class Subscriptions implements NotifiedThings {

    /** Source: AWS IoT Core quotas, "subscriptions per connection". */
    static final int MOST = 50;

    private final boolean isOfAll;
    /** How often each thing is listed; empty with one filter for all. */
    private final Map<String, Integer> listed = new LinkedHashMap<>();

    private final Set<String> wanted = new LinkedHashSet<>();
    private final Set<String> requested = new LinkedHashSet<>();
    /** When each was accepted, in nanoseconds of the monotonic clock. */
    private final Map<String, Long> acceptedAt = new ConcurrentHashMap<>();

    Subscriptions(PushSettings.Subscription which) {
        this.isOfAll = which == PushSettings.Subscription.ALL;
        if (isOfAll) {
            wanted.add(Topics.ALL_THINGS);
        }
    }

    @Override
    public boolean contains(String thing, long since) {
        Long at = acceptedAt.get(isOfAll ? Topics.ALL_THINGS : thing);
        return at != null && since - at >= 0;
    }

    /**
     * Things are added and removed, as in {@link io.github.cameliot.jobsdata.poll.PollLoop#update}.
     *
     * @return keys of filters that the connection has and does not need any more
     */
    List<String> update(Collection<String> added, Collection<String> removed) {
        if (isOfAll) {
            return List.of();
        }
        added.forEach(thing -> listed.merge(thing, 1, Integer::sum));
        removed.forEach(thing -> listed.computeIfPresent(thing, (name, times) -> times == 1 ? null : times - 1));
        List<String> now = listed.keySet().stream().limit(MOST).toList();
        List<String> dropped = new ArrayList<>(wanted);
        dropped.removeAll(now);
        wanted.clear();
        wanted.addAll(now);
        dropped.forEach(acceptedAt::remove);
        dropped.removeIf(key -> !requested.remove(key));
        return dropped;
    }

    /** How many things have no filter, because a connection can have no more. */
    int withoutFilter() {
        return Math.max(0, listed.size() - MOST);
    }

    /** The keys of filters that are to be requested now, in groups of one request each. */
    List<List<String>> request() {
        List<String> missing =
                wanted.stream().filter(key -> !requested.contains(key)).toList();
        requested.addAll(missing);
        List<List<String>> groups = new ArrayList<>();
        for (int from = 0; from < missing.size(); from += Connection.MOST_FILTERS) {
            groups.add(missing.subList(from, Math.min(missing.size(), from + Connection.MOST_FILTERS)));
        }
        return groups;
    }

    void accepted(String key, long now) {
        if (wanted.contains(key)) {
            acceptedAt.put(key, now);
        }
    }

    /** It is to be requested again. */
    void refused(String key) {
        requested.remove(key);
    }

    /** The connection has ended. */
    void lost() {
        acceptedAt.clear();
        requested.clear();
    }

    int accepted() {
        return acceptedAt.size();
    }

    boolean isComplete() {
        return acceptedAt.size() == wanted.size();
    }
}
