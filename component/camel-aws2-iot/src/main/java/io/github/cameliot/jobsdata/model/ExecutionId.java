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
package io.github.cameliot.jobsdata.model;

import java.util.Objects;

/**
 * Identifies a job execution: one attempt of one job on one thing.
 *
 * <p>Source: JobExecution, service model 2017-09-29. A retried job has the same id and another number.
 *
 * @param executionNumber from 1; different for each attempt of one job on one thing
 */
public record ExecutionId(String thing, String jobId, long executionNumber) {

    /** Not that of a record, which links a method for each component when it is first used: that delays each start. */
    @Override
    public int hashCode() {
        return 31 * (31 * Objects.hashCode(thing) + Objects.hashCode(jobId)) + Long.hashCode(executionNumber);
    }

    /** For example {@code job ota-7 on thing pump-12 (execution 1)}. */
    @Override
    public String toString() {
        return "job " + jobId + " on thing " + thing + " (execution " + executionNumber + ")";
    }
}
