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
package io.github.cameliot.jobsdata.options;

import io.github.cameliot.jobsdata.model.Names;

/** Reads whole numbers from options and headers. */
public final class WholeNumbers {

    private WholeNumbers() {}

    /**
     * @param name the option or header, for the error message
     * @param value a Number or text
     * @throws IllegalArgumentException for anything else, or a fraction
     */
    public static long parse(String name, Object value) {
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        try {
            return Long.parseLong(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + "=" + Names.shown(value.toString())
                            + " is not a whole number. Set it to a whole number, as in 1, or leave it out.",
                    e);
        }
    }

    /** As {@link #parse}, for numbers that the service counts from 1; refuses smaller ones. */
    public static long counted(String name, Object value) {
        long number = parse(name, value);
        if (number < 1) {
            throw new IllegalArgumentException(name + "=" + number
                    + " is not possible: the service counts from 1. Use 1 or more, or leave it out.");
        }
        return number;
    }
}
