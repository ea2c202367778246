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

import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.model.StatusDetails;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which worker has claimed an execution. It is written into the status details, where people and other workers can read
 * it:
 *
 * <pre>v1 worker=edge-3 run=5f0c9a2e claim=9b1d6e0f44a1c2d3 attempt=1 lease=300 state=run</pre>
 *
 * @param workerId the worker, 1 to 64 of {@code a-zA-Z0-9._:@-}
 * @param processId the process of the worker, different after a restart; same characters
 * @param claimId unique for this claim; same characters
 * @param attempt how often the execution was claimed, including this time; 0 in a released marker of a claim that never
 *     ran
 * @param lease how long the claim is valid after its last update; whole seconds on the wire
 * @param until the deadline of a hand-over; null in every other state
 */
public record ClaimMarker(
        String workerId, String processId, String claimId, int attempt, Duration lease, State state, Instant until) {

    /** The status detail that holds the marker. */
    public static final String KEY = "claimedBy";

    /**
     * The longest lease that workers accept. Anyone who may write the status details can write a marker, and no marker
     * can block a job for longer than this after its last update.
     */
    public static final Duration LONGEST_LEASE = Duration.ofDays(1);

    /** The longest hand-over that workers accept: as long as the longest timers of AWS IoT Jobs. */
    public static final Duration LONGEST_HAND_OVER = Duration.ofDays(7);

    private static final int LONGEST_WORKER_ID = 64;

    private static final String VERSION = "v1";

    /** What the holder of the claim does. */
    public enum State {
        /** It runs the job and renews the lease. */
        run,
        /**
         * It handed the job to another system, which reports the result before the deadline. The lease is not renewed.
         */
        handed,
        /** It released the job; any worker may claim it at once. */
        released
    }

    public ClaimMarker {
        if ((state == State.handed) != (until != null)) {
            throw new IllegalArgumentException(
                    "Only a marker with the state handed has a deadline, and it must have one.");
        }
        boolean named = isWorkerId(workerId) && isWorkerId(processId) && isWorkerId(claimId);
        if (!named || attempt < 0 || lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("Not a claim marker: worker=" + OneLine.of(workerId, LONGEST_WORKER_ID)
                    + " attempt=" + attempt + " lease=" + lease);
        }
    }

    /** Whether a text can be a worker id: 1 to 64 of {@code a-zA-Z0-9._:@-}. */
    public static boolean isWorkerId(String text) {
        if (text.isEmpty() || text.length() > LONGEST_WORKER_ID) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!isLetterOrDigit && "._:@-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** This claim, released. A claim that never ran does not count as an attempt. */
    public ClaimMarker released(boolean ran) {
        return new ClaimMarker(workerId, processId, claimId, ran ? attempt : attempt - 1, lease, State.released, null);
    }

    /** This claim, handed to another system until this deadline. */
    public ClaimMarker handed(Instant deadline) {
        return new ClaimMarker(workerId, processId, claimId, attempt, lease, State.handed, deadline);
    }

    /** Details to send: this marker first, which is never cut, and up to nine of the others. */
    public StatusDetails beside(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return new StatusDetails(Map.of(KEY, format()), List.of());
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put(KEY, format());
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            if (all.size() < StatusDetails.MOST_PAIRS) {
                all.putIfAbsent(pair.getKey(), pair.getValue());
            }
        }
        return new StatusDetails(all, List.of());
    }

    /** Whether these status details show this claim. */
    public boolean isIn(Map<String, String> statusDetails) {
        String text = statusDetails.get(KEY);
        return text != null && isOfThisVersion(text.strip()) && has(text.strip(), "claim", claimId);
    }

    /** These status details without a claim marker. */
    public static Map<String, String> without(Map<String, String> statusDetails) {
        if (statusDetails.isEmpty() || statusDetails.size() == 1 && statusDetails.containsKey(KEY)) {
            return Map.of();
        }
        Map<String, String> own = new LinkedHashMap<>(statusDetails);
        own.remove(KEY);
        return own;
    }

    /** The value of the status detail. */
    public String format() {
        return VERSION + " worker=" + workerId + " run=" + processId + " claim=" + claimId + " attempt=" + attempt
                + " lease=" + lease.toSeconds() + " state=" + state + (until == null ? "" : " until=" + until);
    }

    /** The marker in these status details; empty if there is none, or none that this version can read. */
    public static Optional<ClaimMarker> in(Map<String, String> statusDetails) {
        return Optional.ofNullable(statusDetails.get(KEY)).flatMap(ClaimMarker::parse);
    }

    /** Reads the text that {@link #format} writes; unknown members are skipped. */
    public static Optional<ClaimMarker> parse(String text) {
        String line = text.strip();
        if (!isOfThisVersion(line)) {
            return Optional.empty();
        }
        try {
            String until = member(line, "until");
            return Optional.of(new ClaimMarker(
                    required(line, "worker"),
                    required(line, "run"),
                    required(line, "claim"),
                    Integer.parseInt(required(line, "attempt")),
                    Duration.ofSeconds(Integer.parseInt(required(line, "lease"))),
                    State.valueOf(required(line, "state")),
                    until == null ? null : Instant.parse(until)));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty(); // not written by a worker, or damaged: it does not prove that there is an owner
        }
    }

    private static boolean isOfThisVersion(String line) {
        return line.startsWith(VERSION) && (line.length() == VERSION.length() || line.charAt(VERSION.length()) == ' ');
    }

    private static String required(String line, String name) {
        String value = member(line, name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** Whether this member has this value. Compared in place, because each response is checked. */
    private static boolean has(String line, String name, String value) {
        int at = valueOf(line, name);
        int end = at + value.length();
        return at >= 0 && line.startsWith(value, at) && (end == line.length() || line.charAt(end) == ' ');
    }

    private static String member(String line, String name) {
        int at = valueOf(line, name);
        if (at < 0) {
            return null;
        }
        int end = line.indexOf(' ', at);
        return line.substring(at, end < 0 ? line.length() : end);
    }

    /** Where the value of the last word that begins with {@code name=} starts; negative if there is none. */
    private static int valueOf(String line, String name) {
        int end = line.length();
        while (end > 0) {
            int start = line.lastIndexOf(' ', end - 1) + 1;
            int at = start + name.length();
            if (line.startsWith(name, start) && at < end && line.charAt(at) == '=') {
                return at + 1;
            }
            end = start - 1;
        }
        return -1;
    }
}
