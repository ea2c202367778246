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
 * A job execution that is ours, and whose route was not begun yet.
 *
 * @param execution as it was when the service acknowledged the claim, with its document
 * @param lease from when others count the claim, or earlier
 * @param handOverExpired whether it took over what was handed to another system until then
 */
public record Claimed(
        JobExecution execution, ClaimMarker marker, Lease lease, boolean handOverExpired, ServiceTime serviceTime) {}
