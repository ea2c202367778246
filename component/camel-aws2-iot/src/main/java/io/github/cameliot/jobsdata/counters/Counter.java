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
package io.github.cameliot.jobsdata.counters;

/** What a worker decided or met, counted since it started. */
public enum Counter {
    /** Executions claimed, fresh ones and others. */
    claimed,
    /** Polls of a thing that had no job for us. */
    emptyPolls,
    /** Claims, heartbeats and reports whose response was lost and which turned out to have taken effect. */
    adopted,
    /** Executions of others that were taken over. */
    takenOver,
    /** Take-overs that another worker won. */
    takeOverLost,
    /** Executions failed instead of run: claimed maxAttempts times and never reported. */
    attemptsExhausted,
    /** Heartbeats that were acknowledged. */
    heartbeats,
    /** Heartbeats that failed and were tried again. */
    heartbeatFailures,
    /** Terminal reports that the service accepted: the sum of the next three. */
    reported,
    /** Jobs reported SUCCEEDED. */
    succeeded,
    /** Jobs reported FAILED. */
    failed,
    /** Jobs reported REJECTED. */
    rejected,
    /** Reports that failed and were tried again. */
    reportRetries,
    /** Reports that cannot be proven, because the execution has ended since an attempt without a response, or by one that was delivered twice. */
    probablyReported,
    /** Times the details had lost our marker and it was asserted again. */
    asserted,
    /** Executions lost to another worker. */
    taken,
    /** Executions that ended without us. */
    ended,
    /** Executions that were deleted. */
    deleted,
    /** Executions lost because they could not be renewed within their lease. */
    leaseExpired,
    /** Executions that ran longer than allowed. */
    overrun,
    /** Executions released for others to take at once. */
    released,
    /** Reports that were not accepted before the worker stopped, or before its client was closed. */
    stoppedUnreported,
    /** Outcomes kept by an earlier process, or beyond a lease, and delivered without a run. */
    outcomesDelivered,
    /** Kept outcomes that nobody can deliver. */
    outcomesQuarantined,
    /** Times the repository of outcomes failed. */
    outcomeRepositoryFailures,
    /** Executions handed to another system. */
    handed,
    /** Calls that the service throttled. */
    throttled
}
