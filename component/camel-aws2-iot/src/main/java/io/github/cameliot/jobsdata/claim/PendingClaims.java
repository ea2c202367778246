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

import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.JobExecution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Claims of this process that may stand at the service although no route was begun for them: their response was lost, or
 * came too late. If one of them turns up, it is ours and has never run. Shared by all who claim at one service.
 */
public final class PendingClaims {

    /** How long one is remembered after its lease: a thing that is polled turns it up long before. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Map<String, List<PendingClaim>> byThing = new ConcurrentHashMap<>();

    /** A claim that was sent. */
    static final class PendingClaim {

        private final ClaimMarker marker;
        private final ExecutionId execution;
        private final boolean handOverExpired;
        private final long sentAt;
        private boolean taken;

        /**
         * @param execution what it claims; null for a StartNext, which is sent again as it was
         * @param handOverExpired whether it takes over what was handed to another system until now
         * @param sentAt when it was sent first
         */
        PendingClaim(ClaimMarker marker, ExecutionId execution, boolean handOverExpired, long sentAt) {
            this.marker = marker;
            this.execution = execution;
            this.handOverExpired = handOverExpired;
            this.sentAt = sentAt;
        }

        ClaimMarker marker() {
            return marker;
        }

        boolean handOverExpired() {
            return handOverExpired;
        }

        long sentAt() {
            return sentAt;
        }

        /** The same claim, which was found to be of that execution and then not run. */
        PendingClaim notRun(ExecutionId found) {
            return new PendingClaim(marker, found, handOverExpired, sentAt);
        }

        /** True for the first caller, and for no other: of several that find its job, one runs it. */
        synchronized boolean takeToRun() {
            boolean first = !taken;
            taken = true;
            return first;
        }

        synchronized boolean isTaken() {
            return taken;
        }
    }

    /** The StartNext for that thing that may have taken effect; null for none. */
    PendingClaim startNext(String thing) {
        return find(thing, claim -> claim.execution == null);
    }

    /** The claim that an execution shows, if nobody runs it; null for none. */
    PendingClaim in(JobExecution execution) {
        return find(execution.thing(), claim -> claim.marker.isIn(execution.statusDetails()));
    }

    private PendingClaim find(String thing, Predicate<PendingClaim> wanted) {
        List<PendingClaim> claims = byThing.get(thing);
        return claims == null
                ? null
                : claims.stream()
                        .filter(claim -> !claim.isTaken() && wanted.test(claim))
                        .findFirst()
                        .orElse(null);
    }

    /** Remembers a claim, instead of an earlier one of the same execution. */
    void add(String thing, PendingClaim claim, long now) {
        byThing.keySet().forEach(key -> retain(key, old -> !isForgotten(old, now)));
        byThing.compute(thing, (key, before) -> {
            Stream<PendingClaim> others = before == null
                    ? Stream.of()
                    : before.stream().filter(old -> !Objects.equals(old.execution, claim.execution));
            return Stream.concat(others, Stream.of(claim)).toList();
        });
    }

    private static boolean isForgotten(PendingClaim claim, long now) {
        return now - claim.sentAt > claim.marker.lease().plus(REMEMBERED).toNanos();
    }

    /** It is known what became of that claim. */
    void remove(String thing, PendingClaim claim) {
        if (!byThing.isEmpty()) {
            retain(thing, other -> !other.marker.equals(claim.marker));
        }
    }

    /** Nothing is pending on the thing, or it is not polled any more. */
    void removeAll(String thing) {
        if (!byThing.isEmpty()) {
            byThing.remove(thing);
        }
    }

    private void retain(String thing, Predicate<PendingClaim> wanted) {
        byThing.computeIfPresent(thing, (key, before) -> {
            List<PendingClaim> after = before.stream().filter(wanted).toList();
            return after.isEmpty() ? null : after;
        });
    }
}
