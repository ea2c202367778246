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
package io.github.cameliot.jobsdata.tracing;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which span caused a message, as two texts. Anything that the specification does not allow is refused, so that the texts can
 * be passed on as HTTP headers.
 *
 * <p>Source: W3C Trace Context, level 1 (sections 3.2 and 3.3). Only version 00 is accepted.
 *
 * @param traceparent 55 characters: version, trace id, parent id and flags, as in
 *     {@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01}
 * @param tracestate what tracing systems add, up to 512 characters; null for none
 */
public record TraceContext(String traceparent, String tracestate) {

    /** The name of a header, and of the member in a document. */
    public static final String TRACEPARENT = "traceparent";

    /** The name of a header, and of the member in a document. */
    public static final String TRACESTATE = "tracestate";

    private static final int TRACEPARENT_LENGTH = 55;
    private static final int LONGEST_TRACESTATE = 512;
    private static final int MOST_MEMBERS = 32;
    private static final Pattern VERSION_00 = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern KEY =
            Pattern.compile("[a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13}");
    /** Printable ASCII without comma and equals sign, not ending in a blank. */
    private static final Pattern VALUE = Pattern.compile("[ -~&&[^,=]]{0,255}[!-~&&[^,=]]");

    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_PARENT = "0".repeat(16);

    /**
     * @param traceparent null for none
     * @param tracestate null for none; an invalid one counts as none, as the specification says
     * @return empty where the traceparent is missing or invalid
     */
    public static Optional<TraceContext> of(String traceparent, String tracestate) {
        return isTraceparent(traceparent)
                ? Optional.of(new TraceContext(traceparent, isTracestate(tracestate) ? tracestate : null))
                : Optional.empty();
    }

    private static boolean isTraceparent(String text) {
        return text != null
                && text.length() == TRACEPARENT_LENGTH
                && VERSION_00.matcher(text).matches()
                && !text.startsWith(NO_TRACE, 3)
                && !text.startsWith(NO_PARENT, 36);
    }

    private static boolean isTracestate(String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_TRACESTATE) {
            return false;
        }
        String[] members = text.split(",", -1);
        if (members.length > MOST_MEMBERS) {
            return false;
        }
        for (String member : members) {
            if (!isMember(strip(member))) {
                return false;
            }
        }
        return true;
    }

    /** Without the blanks and tabs around it; the specification allows no others. */
    private static String strip(String member) {
        int start = 0;
        int end = member.length();
        while (start < end && isBlank(member.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(member.charAt(end - 1))) {
            end--;
        }
        return member.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isMember(String member) {
        int equals = member.indexOf('=');
        return member.isEmpty() // allowed between two commas
                || equals > 0
                        && KEY.matcher(member.substring(0, equals)).matches()
                        && VALUE.matcher(member.substring(equals + 1)).matches();
    }
}
