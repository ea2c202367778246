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

import java.util.Map;

/**
 * The settings of a job besides its document and targets.
 *
 * @param rollout which things it reaches, and how fast
 * @param inProgressTimeoutInMinutes 1 to 10080; null for none
 * @param failures the consequences of failed executions
 * @param description free text; null for none
 * @param shown settings by their name on the wire, returned as they were sent
 */
public record JobSettings(
        RolloutSettings rollout,
        Long inProgressTimeoutInMinutes,
        FailureRules failures,
        String description,
        Map<String, Object> shown) {

    public static final JobSettings DEFAULT =
            new JobSettings(RolloutSettings.DEFAULT, null, FailureRules.NONE, null, Map.of());

    public JobSettings {
        Names.text("description", description);
        Minutes.check("inProgressTimeoutInMinutes", inProgressTimeoutInMinutes);
    }

    public TargetSelection selection() {
        return rollout.selection();
    }

    /** How often a failed execution is retried. */
    public RetryRules retries() {
        return failures.retries();
    }
}
