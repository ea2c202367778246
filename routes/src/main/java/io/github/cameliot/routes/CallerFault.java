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
package io.github.cameliot.routes;

import io.github.cameliot.jobsdata.client.JobsCallException;
import java.util.Set;

/**
 * Distinguishes a fault of the caller, which affects every record and must be corrected by an operator, from a denial that
 * concerns one thing.
 *
 * <p>The caller's: credentials that are expired, wrong or missing, a clock that is wrong, an endpoint of another service.
 * A denial: AWS knows the caller, and its policy does not allow this call on this thing.
 *
 * <p>Source of most names: "Common errors" of the AWS API references; some are those of other AWS services. Inferred: that
 * 401, 403 and 407 with any other name, redirects, 405, and 404 without ResourceNotFoundException come from an endpoint that
 * is not that of AWS IoT Jobs, or from a proxy.
 */
final class CallerFault {

    private static final Set<String> NAMES = Set.of(
            "AuthFailure",
            "CertificateValidation",
            "ExpiredToken",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSecurity",
            "InvalidSignature",
            "InvalidToken",
            "MissingAuthenticationToken",
            "NotSignedUp",
            "OptInRequired",
            "RequestExpired",
            "RequestInTheFuture",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "TokenRefreshRequired",
            "UnknownOperation",
            "UnrecognizedClient");

    private static final Set<String> DENIALS =
            Set.of("AccessDenied", "Forbidden", "NotAuthorized", "Unauthorized", "UnauthorizedOperation");

    private CallerFault() {}

    static boolean is(JobsCallException e) {
        int status = e.statusCode();
        if (status < 300 || status >= 500) {
            return false;
        }
        String name = name(e);
        return NAMES.contains(name)
                || switch (status) {
                    case 401, 403, 407 -> !DENIALS.contains(name);
                    case 404 -> !name.equals("ResourceNotFound");
                    case 405 -> true;
                    default -> status < 400;
                };
    }

    /** Whether the policy does not allow this call on this thing. */
    static boolean isDenial(JobsCallException e) {
        return e.statusCode() >= 400 && e.statusCode() < 500 && DENIALS.contains(name(e));
    }

    /** The name of the error as all AWS services write it, without the suffix that only some have. */
    private static String name(JobsCallException e) {
        return e.errorType().replaceAll("^.*#|(Exception|Error|Fault)?(:.*)?$", "");
    }
}
