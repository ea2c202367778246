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
package io.github.cameliot.emulator;

import java.time.Duration;
import java.util.Set;

/**
 * A fault to inject: the kind of failure, the requests that it affects, and how often. Immutable; each method returns a
 * changed copy:
 *
 * <pre>{@code
 * emulator.faults().add(Fault.throttle().on(Operation.UPDATE_JOB_EXECUTION).thing("pump-12").first(2));
 * emulator.faults().add(Fault.resetAfterEffect().on(Operation.START_NEXT_PENDING_JOB_EXECUTION).nth(1));
 * emulator.faults().add(Fault.unavailable().probability(0.1, 42));
 * }</pre>
 *
 * @param kind the kind of failure
 * @param scope the requests in its scope
 * @param when which of these requests are affected
 * @param latency how long the response is delayed; null unless the kind is {@link FaultKind#LATENCY}
 * @param afterEffect whether the request takes effect although its response does not show it
 */
public record Fault(FaultKind kind, Scope scope, When when, Duration latency, boolean afterEffect) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Requests by operation and thing.
     *
     * @param operations empty for all requests; notifications only if they are named
     * @param things empty for all
     */
    public record Scope(Set<Operation> operations, Set<String> things) {

        public Scope {
            operations = Set.copyOf(operations);
            things = Set.copyOf(things);
        }

        public boolean has(Operation operation, String thing) {
            return (operations.isEmpty() ? !operation.isNotification() : operations.contains(operation))
                    && (things.isEmpty() || (thing != null && things.contains(thing)));
        }
    }

    /**
     * Which of the requests in scope are affected, counted from 1 since the fault was added.
     *
     * @param from the first
     * @param to the last
     * @param probability of each between them, 0 to 1
     * @param seed of the random numbers: the same seed gives the same sequence
     * @param abovePerSecond only requests above this number in one second of the emulator's clock; 0 for all
     */
    public record When(long from, long to, double probability, long seed, int abovePerSecond) {

        static final When ALWAYS = new When(1, Long.MAX_VALUE, 1, 0, 0);

        public When {
            if (from < 1 || to < from || !(probability >= 0 && probability <= 1) || abovePerSecond < 0) {
                throw new IllegalArgumentException(
                        "A fault needs counts from 1 up, a probability from 0 to 1 and a rate of 0 or more, not "
                                + "from %d to %d, %s, %d".formatted(from, to, probability, abovePerSecond));
            }
        }
    }

    public Fault {
        boolean possible = latency == null || (!latency.isNegative() && latency.compareTo(LONGEST) <= 0);
        if ((kind == FaultKind.LATENCY) != (latency != null) || !possible) {
            throw new IllegalArgumentException("Only LATENCY has a latency, and needs one of 0 to 1 hour");
        }
    }

    /** A fault for every request; narrow it down. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, new Scope(Set.of(), Set.of()), When.ALWAYS, null, false);
    }

    /** ThrottlingException, for every request until it is narrowed down. */
    public static Fault throttle() {
        return of(FaultKind.THROTTLE);
    }

    /** Throttles requests above this number in one second of the emulator's clock. */
    public static Fault throttleAbove(int requestsPerSecond) {
        When when = When.ALWAYS;
        return throttle().when(new When(when.from, when.to, when.probability, when.seed, requestsPerSecond));
    }

    /** ServiceUnavailableException, 503. */
    public static Fault unavailable() {
        return of(FaultKind.UNAVAILABLE);
    }

    /** AccessDeniedException, 403. */
    public static Fault forbidden() {
        return of(FaultKind.FORBIDDEN);
    }

    /** CertificateValidationException, 400. */
    public static Fault invalidCertificate() {
        return of(FaultKind.INVALID_CERTIFICATE);
    }

    /** 200 with the body of an error; the request takes no effect. */
    public static Fault errorBody() {
        return of(FaultKind.ERROR_BODY);
    }

    /** 200 without a body; the request takes no effect. */
    public static Fault emptyBody() {
        return of(FaultKind.EMPTY_BODY);
    }

    /** The connection is reset; the request has taken no effect. */
    public static Fault resetBeforeEffect() {
        return of(FaultKind.RESET);
    }

    /** The connection is reset after the request has taken effect. */
    public static Fault resetAfterEffect() {
        return of(FaultKind.RESET).afterTheEffect();
    }

    /**
     * The request is lost, or with {@link #afterTheEffect} its response; on {@link Operation#NOTIFY} and {@link
     * Operation#NOTIFY_NEXT} the notification is. For MQTT.
     */
    public static Fault drop() {
        return of(FaultKind.DROP);
    }

    /** Delays the response after the effect, by up to an hour of real time. */
    public static Fault latency(Duration latency) {
        return new Fault(FaultKind.LATENCY, new Scope(Set.of(), Set.of()), When.ALWAYS, latency, true);
    }

    /** The response has no {@code Date} header. */
    public static Fault withoutDate() {
        return of(FaultKind.NO_DATE);
    }

    /** For StartNext; add {@link Operation#DESCRIBE_JOB_EXECUTION} by {@link #on} for Describe of {@code $next}. */
    public static Fault staleStartNext() {
        return of(FaultKind.STALE_NEXT).on(Operation.START_NEXT_PENDING_JOB_EXECUTION);
    }

    /** For StartNext; add {@link Operation#DESCRIBE_JOB_EXECUTION} by {@link #on} for Describe of {@code $next}. */
    public static Fault finishedStartNext() {
        return of(FaultKind.FINISHED_NEXT).on(Operation.START_NEXT_PENDING_JOB_EXECUTION);
    }

    /** Only for these operations. */
    public Fault on(Operation... operations) {
        return new Fault(kind, new Scope(Set.of(operations), scope.things), when, latency, afterEffect);
    }

    /** Only for these things. */
    public Fault thing(String... things) {
        return new Fault(kind, new Scope(scope.operations, Set.of(things)), when, latency, afterEffect);
    }

    /** Only the first {@code count} requests. */
    public Fault first(long count) {
        return when(new When(1, count, when.probability, when.seed, when.abovePerSecond));
    }

    /** Only one request, counted from 1. */
    public Fault nth(long number) {
        return when(new When(number, number, when.probability, when.seed, when.abovePerSecond));
    }

    /** Only requests after the first {@code count}. */
    public Fault after(long count) {
        return when(new When(count + 1, Long.MAX_VALUE, when.probability, when.seed, when.abovePerSecond));
    }

    /** Each request with this probability; the same seed gives the same sequence. */
    public Fault probability(double share, long seed) {
        return when(new When(when.from, when.to, share, seed, when.abovePerSecond));
    }

    /** The request takes effect before the fault replaces its response. */
    public Fault afterTheEffect() {
        return new Fault(kind, scope, when, latency, true);
    }

    private Fault when(When changed) {
        return new Fault(kind, scope, changed, latency, afterEffect);
    }
}
