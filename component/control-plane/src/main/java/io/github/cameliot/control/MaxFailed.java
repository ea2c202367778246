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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.model.Names;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How many executions of a job need not succeed: a number, or a percentage of those that were not removed.
 *
 * @param limit 0 or more
 */
record MaxFailed(BigDecimal limit, boolean isPercentage) {

    static final MaxFailed NONE = new MaxFailed(BigDecimal.ZERO, false);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern PERCENTAGE = Pattern.compile("\\d{1,3}(\\.\\d{1,2})?%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @throws IllegalArgumentException for a text that is neither, with the name of the option or header */
    static MaxFailed parse(String name, Object value) {
        String text = value.toString().strip();
        if (NUMBER.matcher(text).matches()) {
            return new MaxFailed(new BigDecimal(text), false);
        }
        if (PERCENTAGE.matcher(text).matches()) {
            BigDecimal percentage = new BigDecimal(text.substring(0, text.length() - 1));
            if (percentage.compareTo(HUNDRED) <= 0) {
                return new MaxFailed(percentage, true);
            }
        }
        throw new IllegalArgumentException(name + "=" + Names.shown(text)
                + " is not possible. Use a number of executions or a percentage of them, as in 5, 10% or 2.5%.");
    }

    /** Whether more than that did not succeed. If there are no executions, no percentage is exceeded. */
    boolean isExceededBy(JobVerdict.Counts counts) {
        BigDecimal notSucceeded = BigDecimal.valueOf(counts.notSucceeded());
        return isPercentage
                ? notSucceeded
                                .multiply(HUNDRED)
                                .compareTo(limit.multiply(BigDecimal.valueOf((long) counts.total() - counts.removed())))
                        > 0
                : notSucceeded.compareTo(limit) > 0;
    }

    @Override
    public String toString() {
        return limit.toPlainString() + (isPercentage ? "%" : "");
    }
}
