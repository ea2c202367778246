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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which failed polls of a thing are logged. If a thing fails and recovers repeatedly, the first few failures within ten
 * minutes are logged, and then one line with the number of further ones.
 */
public final class FailureLog {

    /** How many outages of a thing are logged within {@link #WINDOW}. */
    public static final int MOST = 3;

    /** The time in which the outages of a thing are counted. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /** Below this number of things, none is dropped. */
    private static final int FEW_THINGS = 1000;

    private final LongSupplier clock;
    private final Map<String, Outages> things = new HashMap<>();

    /**
     * With more things than this, those that recovered long ago are dropped. The number grows, so that the whole fleet
     * is not searched for each new thing.
     */
    private int forgetAbove = FEW_THINGS;

    /** @param clock monotonic nanoseconds */
    public FailureLog(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * How a failed poll is logged.
     *
     * @param isLogged whether to log it for the user
     * @param isLast whether it is the last one that is logged for a while
     * @param silent outages since the last line that were not logged
     */
    public record Verdict(boolean isLogged, boolean isLast, int silent) {}

    private static final class Outages {
        private long since;
        private int logged;
        private int silent;
        private boolean isFailing;
        private boolean isLogged;

        Outages(long since) {
            this.since = since;
        }
    }

    /**
     * A poll of the thing has failed.
     *
     * @param repeated whether no poll of it has succeeded since the last failure
     */
    public synchronized Verdict failed(String thing, boolean repeated) {
        long now = clock.getAsLong();
        Outages outages = things.computeIfAbsent(thing, t -> new Outages(now));
        if (!repeated || !outages.isFailing) {
            outages.isFailing = true;
            outages.isLogged = false;
            outages.silent++;
        }
        if (outages.isLogged) {
            return new Verdict(false, false, 0);
        }
        if (isOver(outages, now)) {
            outages.since = now;
            outages.logged = 0;
        }
        if (outages.logged >= MOST) {
            return new Verdict(false, false, 0);
        }
        outages.logged++;
        outages.isLogged = true;
        Verdict verdict = new Verdict(true, outages.logged == MOST, outages.silent - 1);
        outages.silent = 0;
        return verdict;
    }

    /** A poll of the thing has succeeded again. @return whether to log it: its failure was logged */
    public synchronized boolean recovered(String thing) {
        Outages outages = things.get(thing);
        if (outages == null) {
            return true;
        }
        outages.isFailing = false;
        if (things.size() > forgetAbove) {
            long now = clock.getAsLong();
            things.values().removeIf(o -> !o.isFailing && isOver(o, now));
            forgetAbove = Math.max(FEW_THINGS, 2 * things.size());
        }
        return outages.isLogged;
    }

    private static boolean isOver(Outages outages, long now) {
        return now - outages.since >= WINDOW.toNanos();
    }
}
