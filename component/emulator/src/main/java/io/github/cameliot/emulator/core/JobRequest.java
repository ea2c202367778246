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

import java.util.List;

/**
 * The request of CreateJob.
 *
 * @param jobId its id
 * @param targets ARNs of things and thing groups, at least one
 * @param document the job document
 * @param settings all other settings
 * @param schedule when it starts and ends
 */
public record JobRequest(
        String jobId, List<String> targets, JobDocument document, JobSettings settings, Schedule schedule) {

    public JobRequest {
        Names.job(jobId);
        if (targets.isEmpty()) {
            throw ServiceException.invalid("targets is empty: a job needs at least one thing or thing group");
        }
        targets = List.copyOf(targets);
    }

    /** A copy with other settings. */
    public JobRequest withSettings(JobSettings other) {
        return new JobRequest(jobId, targets, document, other, schedule);
    }

    /** A copy with another document. */
    public JobRequest withDocument(JobDocument other) {
        return new JobRequest(jobId, targets, other, settings, schedule);
    }
}
