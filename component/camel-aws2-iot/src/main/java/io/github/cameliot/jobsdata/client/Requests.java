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
package io.github.cameliot.jobsdata.client;

import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/** Builds the requests of the four operations from model values: the same for sending and for presigning. */
final class Requests {

    private Requests() {}

    static DescribeJobExecutionRequest.Builder describe(
            String thing, String jobId, Long executionNumber, boolean includeJobDocument) {
        return DescribeJobExecutionRequest.builder()
                .thingName(thing)
                .jobId(jobId)
                .executionNumber(executionNumber)
                .includeJobDocument(includeJobDocument);
    }

    static GetPendingJobExecutionsRequest.Builder getPending(String thing) {
        return GetPendingJobExecutionsRequest.builder().thingName(thing);
    }

    static StartNextPendingJobExecutionRequest.Builder startNext(
            String thing, StatusDetails details, StepTimeout stepTimeout) {
        return StartNextPendingJobExecutionRequest.builder()
                .thingName(thing)
                .statusDetails(details == null ? null : details.pairs())
                .stepTimeoutInMinutes(stepTimeout == null ? null : stepTimeout.minutes());
    }

    static UpdateJobExecutionRequest.Builder update(Update update) {
        return UpdateJobExecutionRequest.builder()
                .thingName(update.thing())
                .jobId(update.jobId())
                .status(update.status().name())
                .executionNumber(update.executionNumber())
                .expectedVersion(update.expectedVersion())
                .statusDetails(
                        update.details() == null ? null : update.details().pairs())
                .stepTimeoutInMinutes(
                        update.stepTimeout() == null
                                ? null
                                : update.stepTimeout().minutes())
                .includeJobExecutionState(true);
    }
}
