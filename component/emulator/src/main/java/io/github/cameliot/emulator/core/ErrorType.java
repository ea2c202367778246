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
package io.github.cameliot.emulator.core;

/**
 * A kind of error in responses to clients.
 *
 * <p>Source: the exceptions of the service models of {@code iot-jobs-data} (2017-09-29) and {@code iot} (2015-05-28).
 *
 * @param name the value of {@code x-amzn-ErrorType}
 * @param status the HTTP status
 * @param code the code in a message to a thing. Source: "ErrorResponse", AWS IoT developer guide
 */
public record ErrorType(String name, int status, String code) {

    public static final ErrorType INVALID_REQUEST = new ErrorType("InvalidRequestException", 400, "InvalidRequest");
    public static final ErrorType NOT_FOUND = new ErrorType("ResourceNotFoundException", 404, "ResourceNotFound");
    public static final ErrorType ALREADY_EXISTS = new ErrorType("ResourceAlreadyExistsException", 409);
    public static final ErrorType CONFLICT = new ErrorType("ConflictException", 409);
    public static final ErrorType INVALID_TRANSITION =
            new ErrorType("InvalidStateTransitionException", 409, "InvalidStateTransition");
    /** Not in the model, but in the documentation of expectedVersion. */
    public static final ErrorType VERSION_MISMATCH = new ErrorType("VersionMismatch", 409, "VersionMismatch");
    /** The same with the only name that the model has for a 409. */
    public static final ErrorType VERSION_MISMATCH_OF_MODEL =
            new ErrorType(INVALID_TRANSITION.name, 409, VERSION_MISMATCH.code);

    public static final ErrorType VERSION_CONFLICT = new ErrorType("VersionConflictException", 409);
    public static final ErrorType TERMINAL_STATE = new ErrorType("TerminalStateException", 410, "TerminalStateReached");
    public static final ErrorType LIMIT_EXCEEDED = new ErrorType("LimitExceededException", 410);

    /** An error that messages to things do not have a code of its own for. */
    public ErrorType(String name, int status) {
        this(name, status, "InternalError");
    }
}
