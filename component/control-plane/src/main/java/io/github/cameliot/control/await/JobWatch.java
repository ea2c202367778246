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
package io.github.cameliot.control.await;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Reads one job for all waits for it, one read at a time. Its members are guarded by the lock of the watches. */
final class JobWatch<J> implements PacedCalls.Call {

    private final JobWatches<J> watches;
    private final JobWatches.Key key;
    private final Account account;
    private final Supplier<J> call;
    private final Set<Wait<J>> waits = new LinkedHashSet<>();
    private Timer.Planned next;
    private boolean isOnTheWay;
    private J last;

    JobWatch(JobWatches<J> watches, JobWatches.Key key, Account account, Supplier<J> call) {
        this.watches = watches;
        this.key = key;
        this.account = account;
        this.call = call;
    }

    void join(Wait<J> wait) {
        waits.add(wait);
        plan();
    }

    /** @return whether it was in the list */
    boolean leave(Wait<J> wait) {
        boolean was = waits.remove(wait);
        plan();
        return was;
    }

    private void plan() {
        if (next != null) {
            next.cancel();
            next = null;
        }
        if (waits.isEmpty()) {
            watches.forget(key, this);
        } else if (!isOnTheWay) {
            long now = watches.timer().now();
            long pause =
                    waits.stream().mapToLong(wait -> wait.lookAt() - now).min().orElseThrow();
            next = watches.timer().after(Duration.ofNanos(pause), this::due);
        }
    }

    private void due() {
        boolean wanted = watches.locked(() -> {
            next = null;
            boolean first = !waits.isEmpty() && !isOnTheWay;
            isOnTheWay |= first;
            return first;
        });
        if (wanted) {
            account.calls().submit(this);
        }
    }

    @Override
    public boolean isWanted() {
        return watches.locked(() -> !waits.isEmpty());
    }

    /** A wait that joins during a read gets the next one: this read may show an earlier job with the same id. */
    @Override
    public void make() {
        List<Wait<J>> asking = watches.locked(() -> List.copyOf(waits));
        Look<J> look = Look.by(call);
        if (watches.locked(() -> asking.stream().anyMatch(Wait::isOpen))) {
            account.note(look); // otherwise it may have failed because everything is stopping
        }
        for (Wait<J> wait : asking) {
            if (watches.locked(wait::isOpen)) {
                wait.observer().looked(wait, look);
            }
        }
        watches.locked(() -> {
            boolean changed = look instanceof Look.Seen<J> seen && !Objects.equals(last, seen.job());
            last = look instanceof Look.Seen<J> seen ? seen.job() : last;
            long now = watches.timer().now();
            asking.forEach(wait -> wait.planNext(now, changed));
            isOnTheWay = false;
            plan();
            return null;
        });
    }
}
