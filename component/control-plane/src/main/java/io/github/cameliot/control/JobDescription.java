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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A job as returned by {@code describe}.
 *
 * <p>Source: Job, service model 2015-05-28. Times may have fractions of a second.
 *
 * @param status {@link JobStatus#UNKNOWN} if it is newer than this code
 * @param targetSelection as returned by the service: SNAPSHOT or CONTINUOUS
 * @param targets ARNs of things and groups
 * @param description null for none
 * @param inProgressTimeout null for none
 * @param completedAt null until it has ended
 * @param reasonCode why it was cancelled, null if no reason was given
 * @param comment the same in words
 * @param things how many things are in each status
 */
public record JobDescription(
        String jobId,
        String arn,
        JobStatus status,
        String targetSelection,
        List<String> targets,
        String description,
        Duration inProgressTimeout,
        Instant createdAt,
        Instant lastUpdatedAt,
        Instant completedAt,
        String reasonCode,
        String comment,
        ThingCounts things) {

    public JobDescription {
        targets = List.copyOf(targets);
    }

    /** How many things are in each status; 0 if the service does not say. */
    public record ThingCounts(
            int queued,
            int inProgress,
            int succeeded,
            int failed,
            int rejected,
            int timedOut,
            int canceled,
            int removed) {}
}
