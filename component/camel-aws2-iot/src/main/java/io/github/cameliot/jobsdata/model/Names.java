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
 * The names that the service accepts.
 *
 * <p>Source: ThingName and JobId, service model 2017-09-29.
 */
public final class Names {

    /** Used in place of a job id: the oldest execution in progress, else the oldest queued one. */
    public static final String NEXT = "$next";

    private Names() {}

    /**
     * A thing name: 1 to 128 of {@code a-z A-Z 0-9 : _ -}.
     *
     * @param name the name of the option or header, for the error message
     * @throws IllegalArgumentException otherwise
     */
    public static String thing(String name, String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name + " is missing: set the thing, as in thing=pump-12.");
        }
        if (!isName(text, 128, true)) {
            throw new IllegalArgumentException(name + "=" + shown(text)
                    + " is not a thing name. A thing name has 1 to 128 characters of a-z A-Z 0-9 : _ -, as in "
                    + "pump-12.");
        }
        return text;
    }

    /**
     * A job id: 1 to 64 of {@code a-z A-Z 0-9 _ -}.
     *
     * @param name the name of the option or header, for the error message
     * @throws IllegalArgumentException otherwise
     */
    public static String jobId(String name, String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name + " is missing: set the job, as in jobId=ota-7.");
        }
        if (!isJobId(text)) {
            throw new IllegalArgumentException(name + "=" + shown(text)
                    + " is not a job id. A job id has 1 to 64 characters of a-z A-Z 0-9 _ -, as in ota-7.");
        }
        return text;
    }

    /** Whether a text is a valid job id; null is not. */
    public static boolean isJobId(String text) {
        return text != null && !text.isEmpty() && isName(text, 64, false);
    }

    /**
     * Whether a text that is not empty has only {@code a-z A-Z 0-9 _ -}. Without a regular expression: each call of a
     * producer checks its names, and a Matcher is the most expensive part of that.
     *
     * @param colons whether colons are allowed too
     */
    static boolean isName(String text, int longest, boolean colons) {
        if (text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-' && !(colons && c == ':')) {
                return false;
            }
        }
        return true;
    }

    /** Text of unknown origin in a message: quoted, on one line, not longer than a line, and without secrets. */
    public static String shown(String text) {
        return "'" + line(text) + "'";
    }

    /** The same without quotes. */
    static String line(String text) {
        return OneLine.of(text, 140);
    }
}
