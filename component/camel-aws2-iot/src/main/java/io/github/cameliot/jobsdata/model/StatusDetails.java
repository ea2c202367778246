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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Status details that the service accepts, made from any map: keys 1-128 of {@code a-zA-Z0-9:_-}, values 1-1024
 * characters without any of Unicode class C, ten pairs at most. Pairs that the service would refuse are changed or left
 * out, and every change is listed in {@link #changes()}. Of a long value the beginning and the end are kept, because
 * the cause of a failure is often at the end.
 *
 * <p>Source: DetailsMap, DetailsKey and DetailsValue, service model 2017-09-29. It is inferred that length counts
 * UTF-16 units; this is also safe if the service counts code points. Ten pairs: AWS IoT quotas.
 *
 * @param pairs the pairs that are sent, in the given order
 * @param changes a phrase for each pair that was changed or left out, without its value; for one map, the first {@value
 *     #MOST_CHANGES}
 */
public record StatusDetails(Map<String, String> pairs, List<String> changes) {

    /** The status detail that holds the reason of an outcome, for people to read. */
    public static final String REASON = "reason";

    /** The largest number of pairs in an update. */
    public static final int MOST_PAIRS = 10;

    private static final int MOST_CHANGES = 20;

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 1024;
    private static final int HEAD = 256;
    private static final String GAP = " … ";

    public StatusDetails {
        // A single pair has no order, and may be immutable already: each claim sends a claim marker.
        pairs = pairs.size() == 1 ? Map.copyOf(pairs) : Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
        changes = List.copyOf(changes);
    }

    /** Details of at most {@link #MOST_PAIRS} pairs; values are converted to text by {@code toString}. */
    public static StatusDetails of(Map<?, ?> given) {
        return of(given, MOST_PAIRS);
    }

    /** Details of at most {@code most} pairs; the first ones are used. */
    public static StatusDetails of(Map<?, ?> given, int most) {
        if (given.size() <= most && isAcceptable(given)) {
            @SuppressWarnings("unchecked") // the constructor has checked them all
            Map<String, String> acceptable = (Map<String, String>) given;
            return new StatusDetails(acceptable, List.of());
        }
        Map<String, String> pairs = new LinkedHashMap<>(2 * Math.min(given.size(), most));
        List<String> changes = new ArrayList<>();
        given.forEach((k, v) -> {
            String asked = String.valueOf(k);
            String text = v == null ? "" : String.valueOf(v);
            String value = value(text);
            if (value.isEmpty()) {
                changes.add(Names.shown(asked) + " left out: it has no value");
            } else if (pairs.size() == most) {
                changes.add(Names.shown(asked) + " left out: at most " + most + " pairs are possible");
            } else {
                String key = unused(key(asked), pairs);
                pairs.put(key, value);
                if (!key.equals(asked)) {
                    changes.add(Names.shown(asked) + " renamed to " + key);
                }
                if (!value.equals(text)) {
                    changes.add(key + ": characters replaced or the middle cut");
                }
            }
        });
        return new StatusDetails(pairs, changes.subList(0, Math.min(changes.size(), MOST_CHANGES)));
    }

    /** Whether the service accepts it unchanged: mostly it does, and then nothing has to be built. */
    private static boolean isAcceptable(Map<?, ?> given) {
        for (Map.Entry<?, ?> pair : given.entrySet()) {
            if (!(pair.getKey() instanceof String key && isKey(key))
                    || !(pair.getValue() instanceof String value && isValue(value) && !value.isEmpty())) {
                return false;
            }
        }
        return true;
    }

    private static String key(String text) {
        if (isKey(text)) {
            return text;
        }
        String key = text.replaceAll("[^a-zA-Z0-9:_-]", "_");
        return key.isEmpty() ? "_" : key.substring(0, Math.min(key.length(), LONGEST_KEY));
    }

    private static boolean isKey(String text) {
        return !text.isEmpty() && Names.isName(text, LONGEST_KEY, true);
    }

    private static String unused(String key, Map<String, String> taken) {
        String candidate = key;
        for (int i = 2; taken.containsKey(candidate); i++) {
            String suffix = "_" + i;
            candidate = key.substring(0, Math.min(key.length(), LONGEST_KEY - suffix.length())) + suffix;
        }
        return candidate;
    }

    private static String value(String text) {
        if (isValue(text)) {
            return text;
        }
        // Cut first: a value may have megabytes, and only its beginning and end are read.
        String cut = text.length() <= LONGEST_VALUE ? text : ends(text);
        StringBuilder clean = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> append(clean, c));
        return clean.toString();
    }

    private static boolean isValue(String text) {
        return text.length() <= LONGEST_VALUE && OneLine.isPrintable(text);
    }

    private static String ends(String text) {
        int head = Character.isHighSurrogate(text.charAt(HEAD - 1)) ? HEAD - 1 : HEAD;
        int tail = text.length() - (LONGEST_VALUE - HEAD - GAP.length());
        tail = Character.isLowSurrogate(text.charAt(tail)) ? tail + 1 : tail;
        return text.substring(0, head) + GAP + text.substring(tail);
    }

    private static void append(StringBuilder to, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL -> to.append(Character.isWhitespace(c) ? ' ' : '\uFFFD');
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> to.append(' ');
            case Character.FORMAT -> {}
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> to.append('\uFFFD');
            default -> to.appendCodePoint(c);
        }
    }
}
