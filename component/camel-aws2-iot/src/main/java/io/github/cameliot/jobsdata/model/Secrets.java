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
package io.github.cameliot.jobsdata.model;

/**
 * Removes secrets from a text that others can read: the user part of an address ({@code https://me:pw@host}, {@code
 * me:pw@host}), its query, and the parameters after it ({@code jdbc:h2:mem:x;PASSWORD=...}).
 *
 * <p>Texts come from any source and may have megabytes, so each word between white space is read a fixed number of
 * times, without a regular expression. If a word has two possible meanings, rather too much is removed than too little.
 * A text must be masked before it is cut, because half a secret cannot be recognized.
 */
public final class Secrets {

    private static final String MASK = "xxxxxx";
    private static final String AUTHORITY = "://";
    private static final String JDBC = "jdbc";

    private final String text;
    private final StringBuilder out;
    /** The position of the next {@link #AUTHORITY}; the end if there is none. */
    private int authority;

    private Secrets(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    /** @return the same text if nothing in it looks like a secret; null for null */
    public static String masked(String text) {
        boolean plain = text == null || text.indexOf('@') < 0 && text.indexOf('=') < 0 && text.indexOf('?') < 0;
        return plain ? text : new Secrets(text).scan();
    }

    private String scan() {
        authority = found(text.indexOf(AUTHORITY));
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && !isSpace(text.charAt(end))) {
                end++;
            }
            word(start, end);
            for (start = end; start < text.length() && isSpace(text.charAt(start)); start++) {
                out.append(text.charAt(start));
            }
        }
        return out.toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private int found(int at) {
        return at < 0 ? text.length() : at;
    }

    private void word(int start, int end) {
        int lastAt = last('@', start, end);
        int lastEquals = last('=', start, end);
        boolean isJdbc = isJdbc(start, end);
        boolean isAddress = false;
        for (int from = start; ; ) {
            if (authority < from) {
                authority = found(text.indexOf(AUTHORITY, from));
            }
            int to = Math.min(authority, end);
            int stop = parameters(from, to, lastEquals, isAddress, isJdbc);
            if (isAddress) {
                address(from, stop, lastAt);
            } else {
                bare(from, stop);
            }
            if (stop < to) {
                out.append(text.charAt(stop)).append(MASK); // and nothing else of the rest: a query ends with its word
                return;
            }
            if (to == end) {
                return;
            }
            out.append(AUTHORITY);
            from = to + AUTHORITY.length();
            isAddress = true;
        }
    }

    /** The position where parameters begin; {@code to} if there are none. */
    private int parameters(int from, int to, int lastEquals, boolean isAddress, boolean isJdbc) {
        for (int i = from; i < to; i++) {
            boolean hasValues = i < lastEquals;
            boolean begins =
                    switch (text.charAt(i)) {
                        case '?' -> isAddress || hasValues;
                        case ';' -> hasValues && (isAddress || isJdbc);
                        case '#' -> hasValues && isAddress;
                        case '(' -> hasValues && isJdbc;
                        default -> false;
                    };
            if (begins) {
                return i;
            }
        }
        return to;
    }

    /** The part after the scheme of an address. */
    private void address(int from, int to, int lastAt) {
        int path = from;
        while (path < to && "/\\#".indexOf(text.charAt(path)) < 0) {
            path++;
        }
        int at = last('@', from, path);
        if (at < 0 && lastAt > path && hasPassword(from, path)) {
            at = last('@', path, to); // a password that contains a slash or a question mark
            if (at < 0) {
                out.append(MASK);
                return;
            }
        }
        out.append(at < 0 ? "" : MASK).append(text, Math.max(at, from), to);
    }

    /** Whether there is a colon, followed by text that is not a port. */
    private boolean hasPassword(int from, int to) {
        int colon = first(':', Math.max(from, last(']', from, to)), to);
        for (int i = colon + 1; colon >= 0 && i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return true;
            }
        }
        return false;
    }

    /** An address without a scheme: {@code me:pw@host}. */
    private void bare(int from, int to) {
        int colon = first(':', from, to);
        int at = colon < 0 ? -1 : last('@', colon, to);
        if (at < 0) {
            out.append(text, from, to);
            return;
        }
        int user = colon;
        while (user > from && "\"'(=,<[{|&".indexOf(text.charAt(user - 1)) < 0) {
            user--;
        }
        out.append(text, from, user).append(MASK).append(text, at, to);
    }

    private boolean isJdbc(int start, int end) {
        for (int i = start + JDBC.length(); i < end; i++) {
            if (text.charAt(i) == ':' && text.regionMatches(true, i - JDBC.length(), JDBC, 0, JDBC.length())) {
                return true;
            }
        }
        return false;
    }

    private int first(char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    private int last(char c, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }
}
