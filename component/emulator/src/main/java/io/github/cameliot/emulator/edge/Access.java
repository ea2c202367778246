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

import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.auth.Authentication;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;

/**
 * Decides which clients are served.
 *
 * @param authentication by signature
 * @param hosts by what browsers tell
 * @param certificates by client certificate
 * @param token serves the console page in place of a signature
 */
public record Access(Authentication authentication, HostPolicy hosts, Certificates certificates, ConsoleToken token) {

    private static final ErrorType DENIED = new ErrorType("AccessDeniedException", 403);
    private static final ErrorType NOT_JSON = new ErrorType("UnsupportedMediaTypeException", 415);

    /**
     * The account and region that a request is for: certificates belong to the standard ones.
     *
     * <p>Refuses a request that neither its signature nor the certificate of its connection allows.
     */
    AccountRegion check(Request request, Query query, Subject subject) {
        if (subject.operation() == Operation.ASSUME_ROLE_WITH_CERTIFICATE) {
            return authentication.standard(); // the operation itself checks the certificate
        }
        if (certificates.identify(request, query, subject)) {
            certificates.check(request, subject);
            return authentication.standard();
        }
        return authentication.check(request, query);
    }

    /**
     * Refuses a request for the emulator's own paths unless it is signed with an access key or has the token or, without
     * access keys, comes from this machine. Credentials that were issued to a device do not count.
     *
     * <p>A request that changes something must have the content type of JSON: a web page of another site cannot send
     * this without a preflight request, which is refused.
     */
    void checkAdmin(Request request, Query query) {
        if (token.isIn(request, query)) {
            checkContentType(request);
            return;
        }
        if (authentication.hasKeys()) {
            authentication.check(request, query);
            if (!authentication.isByGivenKey(request, query)) {
                throw new ServiceException(
                        DENIED, "/_emulator serves only requests that are signed with the --access-key", null);
            }
        } else if (!request.client().isLocal()) {
            throw new ServiceException(
                    DENIED,
                    "/_emulator serves only clients on the same machine. Start the emulator with --access-key, and "
                            + "sign the request",
                    null);
        }
        checkContentType(request);
    }

    private static void checkContentType(Request request) {
        boolean writes = request.method().equals("POST") || request.method().equals("PUT");
        if (writes && !isJson(request.header("content-type"))) {
            throw new ServiceException(NOT_JSON, "Send this request with Content-Type: application/json", null);
        }
    }

    private static boolean isJson(String contentType) {
        return contentType != null && contentType.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
    }
}
