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

import java.util.Arrays;

/** The status of a job. Source: JobStatus, service model of AWS IoT. */
public enum JobStatus {
    IN_PROGRESS,
    CANCELED,
    COMPLETED,
    DELETION_IN_PROGRESS,
    SCHEDULED,
    /** A status that the service sent and that is none of the above: it is newer than this code. */
    UNKNOWN;

    static JobStatus of(String text) {
        return Arrays.stream(values())
                .filter(s -> s.name().equals(text))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
