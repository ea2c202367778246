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
 * Text of unknown origin, prepared for a log line, an exception, JMX, a console or a health check: on one line, without
 * characters that move the cursor, color a terminal or change the direction of the text, and without secrets.
 */
public final class OneLine {

    private OneLine() {}

    /**
     * Masked by {@link Secrets}, then made printable, then cut.
     *
     * @param longest how many characters are shown; a longer text ends in dots
     */
    public static String of(String text, int longest) {
        String masked = Secrets.masked(text);
        return masked.length() <= longest && isPrintable(masked) ? masked : clean(masked, longest);
    }

    /** The same without masking and cutting: for a text that a person must be able to use again. */
    public static String printable(String text) {
        return isPrintable(text) ? text : clean(text, text.length());
    }

    /** Whether it has only printable ASCII, as most texts do: a cheap check. */
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String clean(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + 3);
        int i = 0;
        while (i < text.length() && line.length() < longest) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (!isBreak(c)) {
                line.appendCodePoint(isShown(c) ? c : '?');
            } else if (line.length() == 0 || line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        return i < text.length() ? line.append("...").toString() : line.toString();
    }

    /** Characters that end a line, or move within it, in some program; including Unicode's own separators. */
    static boolean isBreak(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || c == 0x85
                || c >= '\t' && c <= '\r';
    }

    /** Not of Unicode class C: control, format (bidi among them), surrogate, private use, unassigned. */
    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
