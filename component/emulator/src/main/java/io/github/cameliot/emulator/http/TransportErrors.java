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
package io.github.cameliot.emulator.http;

import io.github.cameliot.emulator.core.ErrorType;

/** Errors of the transport. The service's names for them are not known; these are inferred from other AWS services. */
final class TransportErrors {

    static final ErrorType TOO_LARGE = new ErrorType("RequestEntityTooLargeException", 413);
    static final ErrorType CROWDED = new ErrorType("ThrottlingException", 429);
    static final ErrorType TIMEOUT = new ErrorType("RequestTimeoutException", 408);
    static final ErrorType URI_TOO_LONG = new ErrorType("RequestUriTooLongException", 414);
    static final ErrorType HEADERS_TOO_LARGE = new ErrorType("RequestHeadersTooLargeException", 431);
    static final ErrorType MALFORMED = new ErrorType("MalformedHttpRequestException", 400);

    private TransportErrors() {}
}
