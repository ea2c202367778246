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
package io.github.cameliot.emulator.control;

import io.github.cameliot.emulator.core.RolloutRate;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;

/** {@code jobExecutionsRolloutConfig} on the wire. Source: JobExecutionsRolloutConfig, service model of {@code iot}. */
final class RolloutConfig {

    private RolloutConfig() {}

    static RolloutRate of(Body config) {
        if (config == null) {
            return RolloutRate.NONE;
        }
        Body exponential = config.object("exponentialRate");
        return new RolloutRate(
                config.integer("maximumPerMinute"), exponential == null ? null : exponential(exponential));
    }

    private static RolloutRate.Exponential exponential(Body rate) {
        Body criteria = rate.object("rateIncreaseCriteria");
        if (criteria == null) {
            throw ServiceException.invalid("exponentialRate.rateIncreaseCriteria is missing");
        }
        return new RolloutRate.Exponential(
                rate.integer("baseRatePerMinute"),
                rate.number("incrementFactor", 0),
                criteria.integer("numberOfNotifiedThings"),
                criteria.integer("numberOfSucceededThings"));
    }
}
