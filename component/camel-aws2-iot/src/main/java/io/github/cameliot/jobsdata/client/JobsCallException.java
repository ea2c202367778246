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
 * A call that the service refused, that did not reach the service, or whose response proves nothing. The cause is the
 * SDK's exception, so {@code onException} also matches the service's own exceptions.
 */
public final class JobsCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String NOT_SENT = "not sent";
    private static final String CLIENT_CLOSED = "client closed";

    private final int statusCode;
    private final String errorType;
    private final boolean sent;
    private final boolean ambiguous;
    private final transient ExecutionState state;

    private JobsCallException(String message, int statusCode, String errorType, Effect effect, Throwable cause) {
        super(message, cause);
        this.statusCode = statusCode;
        this.errorType = errorType;
        this.sent = effect.sent();
        this.ambiguous = effect.possible();
        this.state = effect.state();
    }

    /**
     * The effect of the call.
     *
     * @param sent whether a request may have reached the service
     * @param possible whether the call may have taken effect
     * @param state the state of the execution in the response, null if there was none
     */
    private record Effect(boolean sent, boolean possible, ExecutionState state) {}

    /** The server at the endpoint, which may not be AWS, has responded with this status. */
    static JobsCallException withResponse(
            String message,
            int statusCode,
            String errorType,
            ExecutionState state,
            boolean ambiguous,
            Throwable cause) {
        return new JobsCallException(message, statusCode, errorType, new Effect(true, ambiguous, state), cause);
    }

    /** The request was sent, and no complete response came. */
    static JobsCallException withoutResponse(String message, Throwable cause) {
        return new JobsCallException(message, 0, "no response", new Effect(true, true, null), cause);
    }

    /**
     * The last attempt was not sent.
     *
     * @param anySent whether an earlier one was sent and refused
     */
    static JobsCallException unsent(String message, boolean anySent, Throwable cause) {
        return new JobsCallException(message, 0, NOT_SENT, new Effect(anySent, false, null), cause);
    }

    /** As {@link #unsent}, because the client is closed: its later calls are not sent either. */
    static JobsCallException closed(String message, boolean anySent, Throwable cause) {
        return new JobsCallException(message, 0, CLIENT_CLOSED, new Effect(anySent, false, null), cause);
    }

    /** The HTTP status of the response; 0 if none came; 200 if the response was not one of AWS IoT Jobs. */
    public int statusCode() {
        return statusCode;
    }

    /**
     * The service's name for the error, or a short description of this component if the service gave none; never null.
     */
    public String errorType() {
        return errorType;
    }

    /**
     * The state of the execution, if the response contains it. A conflict may contain it, and so does a response 200 of
     * a service other than AWS for an execution that has ended.
     */
    public Optional<ExecutionState> executionState() {
        return Optional.ofNullable(state);
    }

    /**
     * Whether a request may have reached the service. False only if it certainly did not: no connection could be
     * opened, there are no credentials, the client was closed before, or the request cannot be built from the values.
     */
    public boolean wasSent() {
        return sent;
    }

    /** Whether the client was closed before the call and stays closed: trying again is of no use. */
    public boolean isClientClosed() {
        return statusCode == 0 && errorType.equals(CLIENT_CLOSED);
    }

    /**
     * Whether the call may have taken effect nevertheless: it was sent and got no response, a server error, or a
     * response of another server. The same holds for a refusal of the last attempt if an earlier attempt of the SDK
     * ended in this way: a conflict may then be the effect of the call itself.
     */
    public boolean isAmbiguous() {
        return ambiguous;
    }
}
