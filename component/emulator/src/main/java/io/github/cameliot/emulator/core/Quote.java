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
package io.github.cameliot.emulator.core;

/** Quotes untrusted values in messages: shortened, without characters that could forge log lines or control a terminal. */
public final class Quote {

    private static final int LONGEST = 80;

    private Quote() {}

    /** {@code name 'value'}, the value cut and its unprintable characters replaced. */
    public static String of(String name, String value) {
        if (value == null) {
            return name + " null";
        }
        StringBuilder text = new StringBuilder(name).append(" '");
        value.codePoints().limit(LONGEST).forEach(c -> text.appendCodePoint(isPlain(c) ? c : '?'));
        return text.append(value.length() > LONGEST ? "...'" : "'").toString();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
