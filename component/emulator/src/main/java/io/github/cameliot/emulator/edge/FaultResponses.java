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
package io.github.cameliot.emulator.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.wire.Errors;
import io.github.cameliot.emulator.wire.Json;
import io.github.cameliot.emulator.wire.RequestIds;
import io.github.cameliot.emulator.wire.Response;
import io.github.cameliot.emulator.wire.Responses;

/** The responses that faults use in place of the real ones. */
final class FaultResponses {

    private static final ErrorType THROTTLED = new ErrorType("ThrottlingException", 429);
    /** Source: ThrottlingException, service model of {@code iot}: 400 there. */
    private static final ErrorType CONTROL_THROTTLED = new ErrorType("ThrottlingException", 400);

    private static final ErrorType UNAVAILABLE = new ErrorType("ServiceUnavailableException", 503);
    private static final ErrorType FORBIDDEN = new ErrorType("AccessDeniedException", 403);

    private static final ErrorType INVALID_CERTIFICATE = new ErrorType("CertificateValidationException", 400);

    private FaultResponses() {}

    static Response of(FaultKind kind, Operation operation) {
        return switch (kind) {
            case THROTTLE ->
                Errors.of(operation.isDataPlane() ? THROTTLED : CONTROL_THROTTLED, "Rate exceeded (fault plan)");
            case UNAVAILABLE -> Errors.of(UNAVAILABLE, "Service unavailable (fault plan)");
            case FORBIDDEN -> Errors.of(FORBIDDEN, "Not authorized to perform this (fault plan)");
            case INVALID_CERTIFICATE -> Errors.of(INVALID_CERTIFICATE, "The certificate is invalid (fault plan)");
            case ERROR_BODY -> Responses.ok(errorBody());
            case EMPTY_BODY -> Responses.ok(Json.object()).withoutBody();
            case RESET, DROP -> Responses.ok(Json.object()).reset();
            case LATENCY, NO_DATE, STALE_NEXT, FINISHED_NEXT ->
                throw new IllegalArgumentException(kind + " does not replace the response");
        };
    }

    private static ObjectNode errorBody() {
        return Json.object().put("message", "Not Found (fault plan)").put("traceId", RequestIds.next());
    }
}
