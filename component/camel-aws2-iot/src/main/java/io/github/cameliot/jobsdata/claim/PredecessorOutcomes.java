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
package io.github.cameliot.jobsdata.claim;

import io.github.cameliot.jobsdata.model.JobExecution;

/** Outcomes kept for earlier claims: a job that has already run to its end is not run again. */
@FunctionalInterface
public interface PredecessorOutcomes {

    /** No outcomes are kept. */
    PredecessorOutcomes NONE = execution -> Found.NOTHING;

    /** The kept outcome that was found. */
    enum Found {
        /** Nothing: the job may be run. */
        NOTHING,
        /** An outcome, which was sent: the job has ended, or another worker was first. */
        SENT,
        /** An outcome that cannot be read: the job has run, and a person must decide what to do. */
        DAMAGED
    }

    /**
     * Sends the outcome of the claim that this execution shows, if one was kept.
     *
     * @throws RuntimeException if this is not possible now
     */
    Found send(JobExecution execution);
}
