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

import java.util.Collections;
import java.util.Map;

/**
 * The part of an execution that the response of an update contains.
 *
 * <p>Source: JobExecutionState, service model 2017-09-29.
 *
 * @param statusDetails never null, empty if the service sent none; not copied, because the SDK's map never changes
 */
public record ExecutionState(ExecutionStatus status, Map<String, String> statusDetails, long versionNumber) {

    public ExecutionState {
        statusDetails = statusDetails == null ? Map.of() : Collections.unmodifiableMap(statusDetails);
    }
}
