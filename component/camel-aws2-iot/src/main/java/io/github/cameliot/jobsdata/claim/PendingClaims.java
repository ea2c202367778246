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
package io.github.cameliot.jobsdata.claim;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Claims of this process that may stand at the service although no route was begun for them: their response was lost, or
 * came too late. If one of them turns up, it is ours and has never run. Shared by all who claim at one service.
 */
public final class PendingClaims {

    /** How long one is remembered after its lease: a thing that is polled turns it up long before. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Map<String, PendingClaim> byThing = new ConcurrentHashMap<>();

    /**
     * @param takeOver whether it was one, or a StartNext, which is sent again as it was
     * @param handOverExpired whether it takes over what was handed to another system until now
     * @param sentAt when it was sent first
     * @param taken whether somebody runs its job: of several that find it, one does
     */
    record PendingClaim(
            ClaimMarker marker, boolean takeOver, boolean handOverExpired, long sentAt, AtomicBoolean taken) {

        PendingClaim(ClaimMarker marker, boolean takeOver, boolean handOverExpired, long sentAt) {
            this(marker, takeOver, handOverExpired, sentAt, new AtomicBoolean());
        }

        /** The same claim, which was found and then not run. */
        PendingClaim notRun() {
            return new PendingClaim(marker, takeOver, handOverExpired, sentAt);
        }

        /** True for the first caller, and for no other. */
        boolean takeToRun() {
            return taken.compareAndSet(false, true);
        }
    }

    /** The claim of that thing that may have taken effect; null for none. */
    PendingClaim of(String thing) {
        PendingClaim pending = byThing.get(thing);
        return pending == null || pending.taken().get() ? null : pending;
    }

    void add(String thing, PendingClaim claim, long now) {
        byThing.values()
                .removeIf(p ->
                        now - p.sentAt() > p.marker().lease().plus(REMEMBERED).toNanos());
        byThing.put(thing, claim);
    }

    /** It is known what became of the claim, or the thing is not polled any more. */
    void remove(String thing) {
        if (!byThing.isEmpty()) {
            byThing.remove(thing);
        }
    }

    /** How many are remembered. */
    public int size() {
        return byThing.size();
    }
}
