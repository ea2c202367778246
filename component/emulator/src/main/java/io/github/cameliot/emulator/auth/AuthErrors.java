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
package io.github.cameliot.emulator.auth;

import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.ServiceException;

/** Errors for unsigned and wrongly signed requests. Source: "Common errors" of the AWS API references, all 403. */
final class AuthErrors {

    private static final ErrorType MISSING = new ErrorType("MissingAuthenticationTokenException", 403);
    private static final ErrorType INCOMPLETE = new ErrorType("IncompleteSignatureException", 403);
    private static final ErrorType UNKNOWN_KEY = new ErrorType("UnrecognizedClientException", 403);
    private static final ErrorType INVALID = new ErrorType("InvalidSignatureException", 403);

    private static final ErrorType EXPIRED = new ErrorType("ExpiredTokenException", 403);

    private AuthErrors() {}

    static ServiceException expired() {
        return new ServiceException(EXPIRED, "The security token included in the request is expired", null);
    }

    static ServiceException missing() {
        return new ServiceException(MISSING, "The request is not signed", null);
    }

    static ServiceException incomplete(String what) {
        return new ServiceException(INCOMPLETE, "The signature is incomplete: " + what, null);
    }

    static ServiceException unknownKey() {
        return new ServiceException(UNKNOWN_KEY, "The security token included in the request is invalid", null);
    }

    static ServiceException invalid(String why) {
        return new ServiceException(INVALID, "The signature is not valid: " + why, null);
    }
}
