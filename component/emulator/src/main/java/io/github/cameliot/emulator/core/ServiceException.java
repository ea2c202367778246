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

import io.github.cameliot.emulator.Execution;

/** An error of the service: its type, a message, and for conflicts the current state of the execution. */
@SuppressWarnings("serial")
public final class ServiceException extends RuntimeException {

    private final ErrorType type;
    private final transient Execution state;

    public ServiceException(ErrorType type, String message, Execution state) {
        // An ordinary response, not a failure of the emulator: no stack trace is needed.
        super(message, null, false, false);
        this.type = type;
        this.state = state;
    }

    public static ServiceException invalid(String message) {
        return new ServiceException(ErrorType.INVALID_REQUEST, message, null);
    }

    public static ServiceException notFound(String message) {
        return new ServiceException(ErrorType.NOT_FOUND, message, null);
    }

    public static ServiceException conflict(String message) {
        return new ServiceException(ErrorType.INVALID_TRANSITION, message, null);
    }

    public ErrorType type() {
        return type;
    }

    /** The execution of a conflict; null if there is none to return. */
    public Execution state() {
        return state;
    }
}
