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

import io.github.cameliot.jobsdata.model.ExecutionState;
import java.util.Optional;

/**
 * A call that the service refused, that found no service, or whose answer proves nothing. The cause is the SDK's
 * exception, so {@code onException} of one of the service's own exceptions matches as well.
 */
public final class JobsCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int statusCode;
    private final String errorType;
    private final transient ExecutionState state;

    JobsCallException(String message, int statusCode, String errorType, ExecutionState state, Throwable cause) {
        super(message, cause);
        this.statusCode = statusCode;
        this.errorType = errorType;
        this.state = state;
    }

    /** The HTTP status of the answer, 0 when none came; 200 when the answer was not one of AWS IoT Jobs. */
    public int statusCode() {
        return statusCode;
    }

    /** The service's name for the error, or a short description of ours when it gave none; never null. */
    public String errorType() {
        return errorType;
    }

    /** What the service said the execution is, if it did: a conflict may carry it. */
    public Optional<ExecutionState> executionState() {
        return Optional.ofNullable(state);
    }

    /** Whether the call may have taken effect all the same: no answer, a server error, or an answer of somebody else. */
    public boolean isAmbiguous() {
        return statusCode < 300 || statusCode >= 500;
    }
}
