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
package io.github.cameliot.jobsdata.health;

import io.github.cameliot.jobsdata.client.CallObserver;
import io.github.cameliot.jobsdata.client.CallResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The results of the calls that one consumer makes for its polls and for its jobs. It makes no call of its own.
 *
 * <p>A call whose values are refused (400, 404, 409, 410) counts as one that succeeded: the service was reached.
 */
public final class ConsumerCalls implements CallObserver {

    /** How many calls in a row must have failed. */
    static final int FEWEST = 2;

    /** For how long they must have failed: when a busy worker is throttled, other calls succeed within that time. */
    static final Duration SHORTEST = Duration.ofSeconds(5);

    private final LongSupplier clock;
    private final CallObserver next;
    private volatile Row failing;

    /**
     * Calls in a row that have failed.
     *
     * @param calls how many
     * @param at when the first one failed, on the monotonic clock
     * @param since the same as a time of day
     * @param refused whether credentials or permissions of one were refused: another thing may have them
     * @param operation of the last one
     * @param result of the last one
     */
    private record Row(int calls, long at, Instant since, boolean refused, String operation, CallResult result) {}

    /**
     * No call has succeeded for some time.
     *
     * @param what the end of a sentence that begins with "No call of route x has succeeded"
     * @param refused whether another thing may have what was refused
     */
    public record Failing(String what, Instant since, boolean refused) {}

    /**
     * @param clock monotonic, nanoseconds
     * @param next told of each call as well; null for nobody
     */
    public ConsumerCalls(LongSupplier clock, CallObserver next) {
        this.clock = clock;
        this.next = next;
    }

    @Override
    public void called(String operation, CallResult result, long nanos) {
        boolean refused = result == CallResult.forbidden;
        if (refused || isOfTheService(result)) {
            failed(operation, result, refused);
        } else if (failing != null) {
            worked();
        }
        if (next != null) {
            next.called(operation, result, nanos);
        }
    }

    private static boolean isOfTheService(CallResult result) {
        return switch (result) {
            case throttled, serverError, noResponse, notSent -> true;
            case ok, conflict, gone, refused, forbidden -> false;
        };
    }

    private synchronized void failed(String operation, CallResult result, boolean refused) {
        Row before = failing;
        failing = before == null
                ? new Row(1, clock.getAsLong(), Instant.now(), refused, operation, result)
                : new Row(before.calls + 1, before.at, before.since, before.refused || refused, operation, result);
    }

    private synchronized void worked() {
        failing = null;
    }

    /** Empty while calls succeed, and while too few have failed or for too short a time. */
    public Optional<Failing> failing() {
        Row row = failing;
        if (row == null || row.calls < FEWEST) {
            return Optional.empty();
        }
        Duration time = Duration.ofNanos(clock.getAsLong() - row.at);
        return time.compareTo(SHORTEST) < 0
                ? Optional.empty()
                : Optional.of(new Failing(
                        " for " + time.toSeconds() + " s: " + row.calls + " calls have failed, and the last one, "
                                + row.operation + ", " + told(row.result) + ".",
                        row.since,
                        row.refused));
    }

    private static String told(CallResult result) {
        return switch (result) {
            case throttled -> "was throttled (HTTP 429)";
            case serverError -> "ended with a server error (HTTP 5xx)";
            case noResponse -> "got no usable response";
            case notSent -> "could not be sent";
            case forbidden -> "was not allowed (HTTP 401 or 403)";
            case ok, conflict, gone, refused -> throw new IllegalArgumentException(result + " is no failure");
        };
    }
}
