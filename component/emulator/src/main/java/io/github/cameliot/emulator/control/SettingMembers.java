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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.emulator.wire.Members;

/**
 * The names in the settings of jobs and job templates, at any depth. Source: CreateJobRequest and CreateJobTemplateRequest,
 * service model of {@code iot}.
 */
public final class SettingMembers {

    private static final Members CRITERIA = Members.of()
            .and(
                    "criteriaList",
                    Members.of(
                            "failureType",
                            "numberOfRetries",
                            "action",
                            "thresholdPercentage",
                            "minNumberOfExecutedThings"));

    private static final Members RATE = Members.of("baseRatePerMinute", "incrementFactor")
            .and("rateIncreaseCriteria", Members.of("numberOfNotifiedThings", "numberOfSucceededThings"));

    /** A list of maintenance windows. */
    private static final Members WINDOWS = Members.of("startTime", "durationInMinutes");

    private static final Members ALL = ofTemplate().and("schedulingConfig", scheduling());

    private SettingMembers() {}

    /** Of a job, and the names, which may contain anything. */
    public static Members ofJob(String... names) {
        return common(names).and("schedulingConfig", scheduling());
    }

    /** Of a job template, and the names, which may contain anything. */
    public static Members ofTemplate(String... names) {
        return common(names).and("maintenanceWindows", WINDOWS);
    }

    /** The value of a setting, without members that the service does not know: they are ignored, as in all requests. */
    static JsonNode known(String name, JsonNode value) {
        return ALL.known(name, value);
    }

    private static Members scheduling() {
        return Members.of("startTime", "endTime", "endBehavior").and("maintenanceWindows", WINDOWS);
    }

    private static Members common(String... names) {
        return Members.of(names)
                .and("timeoutConfig", Members.of("inProgressTimeoutInMinutes"))
                .and("jobExecutionsRetryConfig", CRITERIA)
                .and("abortConfig", CRITERIA)
                .and("presignedUrlConfig", Members.of("roleArn", "expiresInSec"))
                .and(
                        "jobExecutionsRolloutConfig",
                        Members.of("maximumPerMinute").and("exponentialRate", RATE));
    }
}
