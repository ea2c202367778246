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
 * Claims of this process that may exist at the service although no route was started for them, because their response
 * was lost or came too late. If such a claim is seen, it belongs to this process and has never run. Shared by all
 * consumers and producers that use one service.
 */
public final class PendingClaims {

    /** How long a claim is remembered after its lease. A thing that is polled shows it long before that. */
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
         * @param execution what it claims; null for a StartNext, which is sent again unchanged
         * @param handOverExpired whether it takes over a job that was handed to another system until now
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

        /** The same claim, now known to be of that execution, which was then not run. */
        PendingClaim notRun(ExecutionId found) {
            return new PendingClaim(marker, found, handOverExpired, sentAt);
        }

        /** True for the first caller only: if several consumers find its job, one of them runs it. */
        synchronized boolean takeToRun() {
            boolean first = !taken;
            taken = true;
            return first;
        }

        synchronized boolean isTaken() {
            return taken;
        }
    }

    /** The StartNext for that thing that may have taken effect; null if there is none. */
    PendingClaim startNext(String thing) {
        return find(thing, claim -> claim.execution == null);
    }

    /** The claim that an execution shows, if no consumer runs it; null if there is none. */
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

    /** The result of that claim is now known. */
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
