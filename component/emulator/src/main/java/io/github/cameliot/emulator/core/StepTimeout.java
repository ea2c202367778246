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

import java.time.Instant;

/**
 * The time until the next report must come, or that there is no limit any more.
 *
 * <p>Source: UpdateJobExecutionRequest#stepTimeoutInMinutes, service model 2017-09-29: 1 to 10080; -1, in Update only,
 * stops the timer.
 *
 * @param minutes null stops the timer
 */
public record StepTimeout(Long minutes) {

    public StepTimeout {
        Minutes.check("stepTimeoutInMinutes", minutes);
    }

    /** Null for null, which keeps the timer. */
    public static StepTimeout ofStart(Long minutes) {
        return minutes == null ? null : new StepTimeout(minutes);
    }

    /** Null for null, which keeps the timer; -1 stops it. */
    public static StepTimeout ofUpdate(Long minutes) {
        return minutes == null ? null : new StepTimeout(minutes == -1 ? null : minutes);
    }

    Instant deadline(Instant now) {
        return Minutes.after(now, minutes);
    }
}
