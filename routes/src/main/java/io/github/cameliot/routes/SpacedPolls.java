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
package io.github.cameliot.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Polls a thing at once, and then not again until a gap is over. All notifications in the gap cause one poll at its end. So
 * the last notification is never lost, and a thousand notifications cost two polls.
 */
final class SpacedPolls {

    /** Runs a task when the gap is over. */
    @FunctionalInterface
    interface Gap {
        void whenOver(Runnable task);
    }

    private final Predicate<String> poll;
    private final Gap gap;

    /** Things within their gap, and whether they were notified in it. */
    private final Map<String, Boolean> notifiedAgain = new HashMap<>();

    /** @param poll polls a thing; false if no worker has it */
    SpacedPolls(Predicate<String> poll, Gap gap) {
        this.poll = poll;
        this.gap = gap;
    }

    /** @return false if no worker has the thing */
    boolean poll(String thing) {
        if (isWithinGap(thing)) {
            return true;
        }
        if (!poll.test(thing)) {
            forget(thing);
            return false;
        }
        gap.whenOver(() -> over(thing));
        return true;
    }

    private synchronized boolean isWithinGap(String thing) {
        return notifiedAgain.putIfAbsent(thing, false) != null && notifiedAgain.put(thing, true) != null;
    }

    private void over(String thing) {
        if (!isNotifiedAgain(thing)) {
            return;
        }
        if (poll.test(thing)) {
            gap.whenOver(() -> over(thing));
        } else {
            forget(thing);
        }
    }

    /**
     * Whether the thing was notified in its gap; forgets it otherwise, in the same moment. The poll that follows covers what
     * was notified until now, and not what is notified during the poll.
     */
    private synchronized boolean isNotifiedAgain(String thing) {
        boolean again = notifiedAgain.put(thing, false);
        if (!again) {
            notifiedAgain.remove(thing);
        }
        return again;
    }

    private synchronized void forget(String thing) {
        notifiedAgain.remove(thing);
    }

    /** How many things are within their gap. */
    synchronized int size() {
        return notifiedAgain.size();
    }
}
