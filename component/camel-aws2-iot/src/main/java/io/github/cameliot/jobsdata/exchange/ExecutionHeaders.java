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
package io.github.cameliot.jobsdata.exchange;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;

/** Writes an execution into the headers of a message; headers of an earlier execution are removed. */
public final class ExecutionHeaders {

    private ExecutionHeaders() {}

    /** Headers that exist only with an execution. */
    private static final List<String> OF_AN_EXECUTION = List.of(
            IotJobsDataConstants.JOB_ID,
            IotJobsDataConstants.EXECUTION_NUMBER,
            IotJobsDataConstants.STATUS,
            IotJobsDataConstants.STATUS_DETAILS,
            IotJobsDataConstants.VERSION_NUMBER,
            IotJobsDataConstants.QUEUED_AT,
            IotJobsDataConstants.STARTED_AT,
            IotJobsDataConstants.LAST_UPDATED_AT,
            IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT);

    /** The document as the body, and the headers of the execution; without an execution only the thing remains. */
    public static void show(Message message, String thing, Optional<JobExecution> execution) {
        if (execution.isPresent()) {
            message.setBody(execution.get().jobDocument());
            message.removeHeader(
                    IotJobsDataConstants.RESUMED); // first, because this costs nothing on a message without headers
            set(message, execution.get(), execution.get().statusDetails());
        } else {
            message.setBody(null);
            message.setHeader(IotJobsDataConstants.THING, thing);
            message.removeHeader(IotJobsDataConstants.RESUMED);
            OF_AN_EXECUTION.forEach(message::removeHeader);
        }
    }

    // Without Optional and lambdas: these headers are half of what a producer adds to the SDK's call.
    private static void set(Message message, JobExecution execution, Map<String, String> details) {
        message.setHeader(IotJobsDataConstants.THING, execution.thing());
        message.setHeader(IotJobsDataConstants.JOB_ID, execution.jobId());
        message.setHeader(IotJobsDataConstants.EXECUTION_NUMBER, execution.executionNumber());
        message.setHeader(IotJobsDataConstants.STATUS, execution.status().name());
        message.setHeader(IotJobsDataConstants.STATUS_DETAILS, details);
        message.setHeader(IotJobsDataConstants.VERSION_NUMBER, execution.versionNumber());
        put(message, IotJobsDataConstants.QUEUED_AT, execution.queuedAt());
        put(message, IotJobsDataConstants.STARTED_AT, execution.startedAt());
        put(message, IotJobsDataConstants.LAST_UPDATED_AT, execution.lastUpdatedAt());
        put(
                message,
                IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT,
                execution.remaining() == null ? null : execution.remaining().toSeconds());
    }

    /** The headers of a claimed job. */
    public static void set(Message message, JobSession session) {
        set(message, session.execution(), session.statusDetails());
        message.setHeader(IotJobsDataConstants.RESUMED, session.isResumed());
    }

    /** The headers after an update. */
    public static void set(Message message, ExecutionState state) {
        message.setHeader(IotJobsDataConstants.STATUS, state.status().name());
        message.setHeader(IotJobsDataConstants.STATUS_DETAILS, state.statusDetails());
        message.setHeader(IotJobsDataConstants.VERSION_NUMBER, state.versionNumber());
    }

    /** @param value null for none */
    private static void put(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
