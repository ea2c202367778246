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

import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.lease.ServiceTime;
import io.github.cameliot.jobsdata.model.JobExecution;

/**
 * A job execution that this worker has claimed, and whose route has not started yet.
 *
 * @param execution its state when the service acknowledged the claim, with its job document
 * @param lease starts when other workers start to count the lease, or earlier
 * @param handOverExpired whether it took over a job that had been handed to another system, whose deadline has passed
 */
public record Claimed(
        JobExecution execution, ClaimMarker marker, Lease lease, boolean handOverExpired, ServiceTime serviceTime) {}
