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

/** Events of a worker, counted since it started. */
public enum Counter {
    /** Executions claimed, including those that were in progress before. */
    claimed,
    /** Polls of a thing that found no job for this worker. */
    emptyPolls,
    /** Claims, heartbeats and reports whose response was lost, and which are now known to have taken effect. */
    adopted,
    /** Executions taken over from other workers. */
    takenOver,
    /** Take-overs that another worker won. */
    takeOverLost,
    /** Executions reported FAILED instead of run: claimed maxAttempts times and never reported. */
    attemptsExhausted,
    /** Heartbeats that were acknowledged. */
    heartbeats,
    /** Heartbeats that failed and were retried. */
    heartbeatFailures,
    /** Terminal reports that the service accepted: the sum of the next three. */
    reported,
    /** Jobs reported SUCCEEDED. */
    succeeded,
    /** Jobs reported FAILED. */
    failed,
    /** Jobs reported REJECTED. */
    rejected,
    /** Reports that failed and were retried. */
    reportRetries,
    /**
     * Reports that were probably delivered, which cannot be proven: the execution ended after an attempt without a
     * response, or by a report that was delivered twice.
     */
    probablyReported,
    /** How often the claim marker was missing in the details and was written again. */
    asserted,
    /** Executions lost to another worker. */
    taken,
    /** Executions that ended, but not by this worker. */
    ended,
    /** Executions that were deleted. */
    deleted,
    /** Executions lost because their lease could not be renewed in time. */
    leaseExpired,
    /** Executions that ran longer than maxRunTime. */
    overrun,
    /** Executions released, so that other workers can claim them at once. */
    released,
    /** Reports that were not accepted before the worker stopped, or before its client was closed. */
    stoppedUnreported,
    /** Outcomes kept by an earlier process or beyond a lease, and delivered without running the job again. */
    outcomesDelivered,
    /** Kept outcomes that cannot be delivered. */
    outcomesQuarantined,
    /** Failed calls of the repository of outcomes. */
    outcomeRepositoryFailures,
    /** Executions handed to another system. */
    handed,
    /** Calls for polls, jobs and kept outcomes that ended with HTTP 429, after the retries of the SDK. */
    throttled,
    /** Notifications received over MQTT (push): the sum of the next three. */
    notifications,
    /** Notifications of a job: the thing was polled at once, or as soon as its current job had ended. */
    thingsWoken,
    /** Notifications of an empty queue: nothing was polled. */
    notificationsEmpty,
    /** Notifications of things of other consumers, and messages of other topics: nothing was polled. */
    notificationsIgnored,
    /** How often the MQTT connection (push) was made again after it had been lost. */
    pushReconnects
}
