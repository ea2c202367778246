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
import java.util.Optional;
import org.apache.camel.Message;

/** Writes an execution into the headers of a message; what an earlier execution left there does not survive. */
public final class ExecutionHeaders {

    private ExecutionHeaders() {}

    /** The document as the body, and the headers of the execution. */
    public static void show(Message message, String thing, Optional<JobExecution> execution) {
        message.setBody(execution.map(JobExecution::jobDocument).orElse(null));
        set(message, thing, execution);
    }

    /** @param execution empty when nothing is pending: then only the thing remains */
    static void set(Message message, String thing, Optional<JobExecution> execution) {
        put(message, IotJobsDataConstants.THING, thing);
        message.removeHeader(IotJobsDataConstants.RESUMED);
        put(message, IotJobsDataConstants.JOB_ID, execution.map(JobExecution::jobId));
        put(message, IotJobsDataConstants.EXECUTION_NUMBER, execution.map(JobExecution::executionNumber));
        put(message, IotJobsDataConstants.STATUS, execution.map(e -> e.status().name()));
        put(message, IotJobsDataConstants.STATUS_DETAILS, execution.map(JobExecution::statusDetails));
        put(message, IotJobsDataConstants.VERSION_NUMBER, execution.map(JobExecution::versionNumber));
        put(message, IotJobsDataConstants.QUEUED_AT, execution.map(JobExecution::queuedAt));
        put(message, IotJobsDataConstants.STARTED_AT, execution.map(JobExecution::startedAt));
        put(message, IotJobsDataConstants.LAST_UPDATED_AT, execution.map(JobExecution::lastUpdatedAt));
        put(
                message,
                IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT,
                execution.map(JobExecution::remaining).map(java.time.Duration::toSeconds));
    }

    /** The headers of a claimed job. */
    public static void set(Message message, JobSession session) {
        set(message, session.execution().thing(), Optional.of(session.execution()));
        put(message, IotJobsDataConstants.STATUS_DETAILS, session.statusDetails());
        put(message, IotJobsDataConstants.RESUMED, session.isResumed());
    }

    /** What an update showed. */
    public static void set(Message message, ExecutionState state) {
        put(message, IotJobsDataConstants.STATUS, state.status().name());
        put(message, IotJobsDataConstants.STATUS_DETAILS, state.statusDetails());
        put(message, IotJobsDataConstants.VERSION_NUMBER, state.versionNumber());
    }

    private static void put(Message message, String header, Optional<?> value) {
        if (value.isPresent()) {
            put(message, header, value.get());
        } else {
            message.removeHeader(header);
        }
    }

    private static void put(Message message, String header, Object value) {
        message.setHeader(header, value);
    }
}
