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

/**
 * How many things a job reaches each minute.
 *
 * <p>Source: JobExecutionsRolloutConfig, service model of {@code iot}, and "Job rollout rates" in the AWS IoT developer
 * guide: the rate is raised each time that the number of notified things, or of things that succeeded, reaches the next
 * multiple. Inferred: without a rate all things are reached at once, 1,000 a minute is also the highest maximum and the
 * limit of an exponential rate, and fractions of things are dropped.
 *
 * @param maximumPerMinute 1 to 1000; null for no maximum
 * @param exponential null for a constant rate
 */
public record RolloutRate(Long maximumPerMinute, Exponential exponential) {

    public static final RolloutRate NONE = new RolloutRate(null, null);

    private static final int MOST = 1_000;

    public RolloutRate {
        checkRange("maximumPerMinute", maximumPerMinute);
    }

    /**
     * A rate that is multiplied again and again.
     *
     * @param base things a minute at the start, 1 to 1000
     * @param factor 1.1 to 5, with one digit after the decimal point
     * @param notifiedThings raises the rate each time that so many more things have the job; null for never
     * @param succeededThings raises it each time that so many more things succeeded; null for never
     */
    public record Exponential(Long base, double factor, Long notifiedThings, Long succeededThings) {

        public Exponential {
            if (base == null) {
                throw ServiceException.invalid("exponentialRate.baseRatePerMinute is missing");
            }
            checkRange("exponentialRate.baseRatePerMinute", base);
            // Also refuses what is not a number.
            if (!(factor >= 1.1 && factor <= 5) || Math.abs(factor * 10 - Math.rint(factor * 10)) > 1e-9) {
                throw ServiceException.invalid(
                        "exponentialRate.incrementFactor %s is not possible. Use 1.1 to 5, with one digit after the decimal point"
                                .formatted(factor));
            }
            checkPositive("numberOfNotifiedThings", notifiedThings);
            checkPositive("numberOfSucceededThings", succeededThings);
            if (notifiedThings == null && succeededThings == null) {
                throw ServiceException.invalid("exponentialRate.rateIncreaseCriteria needs numberOfNotifiedThings or"
                        + " numberOfSucceededThings");
            }
        }

        private double perMinute(long notified, long succeeded) {
            long steps = Math.max(
                    notifiedThings == null ? 0 : notified / notifiedThings,
                    succeededThings == null ? 0 : succeeded / succeededThings);
            return base * Math.pow(factor, steps);
        }
    }

    /** How many things to reach in the next minute. */
    int perMinute(long notified, long succeeded) {
        if (exponential == null) {
            return maximumPerMinute == null ? Integer.MAX_VALUE : maximumPerMinute.intValue();
        }
        int most = maximumPerMinute == null ? MOST : maximumPerMinute.intValue();
        // The sum keeps a product like 10 * 1.1 * 1.1 from ending just below its whole number.
        return (int) Math.min(most, Math.floor(exponential.perMinute(notified, succeeded) + 1e-9));
    }

    private static void checkRange(String name, Long value) {
        if (value != null && (value < 1 || value > MOST)) {
            throw ServiceException.invalid(
                    "jobExecutionsRolloutConfig.%s %d is not possible. Use 1 to %d".formatted(name, value, MOST));
        }
    }

    private static void checkPositive(String name, Long value) {
        if (value != null && value < 1) {
            throw ServiceException.invalid(
                    "exponentialRate.rateIncreaseCriteria.%s %d is not possible. Use 1 or more".formatted(name, value));
        }
    }
}
