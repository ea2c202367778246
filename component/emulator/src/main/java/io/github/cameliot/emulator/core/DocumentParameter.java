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
 * A parameter of a managed template.
 *
 * <p>Source: DocumentParameter, ParameterKey and ParameterValue, service model of {@code iot}.
 *
 * @param key its name
 * @param description what it is for
 * @param longest how many characters its value may have; null for any number that the service allows
 * @param example a possible value
 * @param isOptional whether a job may leave it out
 */
public record DocumentParameter(String key, String description, Integer longest, String example, boolean isOptional) {

    private static final int LONGEST_VALUE = 30_720;

    /** The expression that its value matches. */
    public Pattern regex() {
        return Pattern.compile(longest == null ? "(.*?)" : "(.){0,%d}".formatted(longest));
    }

    void check(String value) {
        int length = value.codePointCount(0, value.length());
        int most = longest == null ? LONGEST_VALUE : longest;
        if (length < 1 || length > most || Names.isUnprintable(value)) {
            throw ServiceException.invalid(
                    "%s is not possible: it must have 1 to %d characters, none of Unicode class C"
                            .formatted(Quote.of("documentParameters." + key, value), most));
        }
    }
}
