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

import java.util.regex.Pattern;

/**
 * Checks names.
 *
 * <p>Source: ThingName, JobId, DetailsKey and DetailsValue, service model 2017-09-29.
 */
public final class Names {

    private static final Pattern THING = Pattern.compile("[a-zA-Z0-9:_-]{1,128}");
    private static final Pattern JOB = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern REASON = Pattern.compile("[\\p{Upper}\\p{Digit}_]{0,128}");
    private static final int LONGEST_TEXT = 2_028;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private Names() {}

    public static String thing(String name) {
        return check("thingName", THING, name);
    }

    static String thingType(String name) {
        return check("thingTypeName", THING, name);
    }

    public static String group(String name) {
        return check("thingGroupName", THING, name);
    }

    public static String job(String id) {
        return check("jobId", JOB, id);
    }

    /** Source: JobTemplateId, {@code iot}. */
    static String template(String id) {
        return check("jobTemplateId", JOB, id);
    }

    /**
     * Free text of up to 2,028 characters, none of Unicode class C; null is allowed. Source: JobDescription, Comment,
     * {@code iot}.
     */
    public static String text(String what, String value) {
        if (value != null && (value.codePointCount(0, value.length()) > LONGEST_TEXT || isUnprintable(value))) {
            throw ServiceException.invalid(
                    "%s is not possible: it must have at most %d characters, none of Unicode class C"
                            .formatted(Quote.of(what, value), LONGEST_TEXT));
        }
        return value;
    }

    /** Null is allowed. Source: ReasonCode, {@code iot}. */
    static String reasonCode(String code) {
        return code == null ? null : check("reasonCode", REASON, code);
    }

    static String detailsKey(String key) {
        return check("a key of statusDetails", THING, key);
    }

    /** Whether a text has a control, format, private, unassigned or lone surrogate character: Unicode class C. */
    static boolean isUnprintable(String text) {
        return UNPRINTABLE.matcher(text).find();
    }

    private static String check(String what, Pattern pattern, String value) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw ServiceException.invalid(
                    "%s is not possible: it must match %s".formatted(Quote.of(what, value), pattern.pattern()));
        }
        return value;
    }
}
