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
package io.github.cameliot.jobsdata.poll;

import io.github.cameliot.jobsdata.model.OneLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recent failed polls, for consoles: of the {@link #MOST} things that failed last, including those that have recovered.
 */
public final class RecentFailures {

    /** The number of things that are remembered. */
    public static final int MOST = 100;

    private static final int LONGEST = 500;

    /** The thing that failed last is at the end. */
    private final Map<String, Failure> byThing = new LinkedHashMap<>();

    /**
     * Failed polls of one thing.
     *
     * @param what why the last one failed, on one line
     * @param times how many have failed since the first one, not only in a row
     */
    public record Failure(String thing, String what, long times, Instant first, Instant last) {}

    RecentFailures() {}

    synchronized void add(String thing, Throwable what, Instant now) {
        Failure before = byThing.remove(thing);
        byThing.put(
                thing,
                new Failure(
                        thing,
                        OneLine.of(what.getMessage() == null ? what.toString() : what.getMessage(), LONGEST),
                        before == null ? 1 : before.times + 1,
                        before == null ? now : before.first,
                        now));
        if (byThing.size() > MOST) {
            byThing.remove(byThing.keySet().iterator().next());
        }
    }

    /** The thing that failed last comes first. */
    synchronized List<Failure> all() {
        List<Failure> all = new ArrayList<>(byThing.values());
        Collections.reverse(all);
        return all;
    }
}
