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

import io.github.cameliot.emulator.auth.RoleAliases;
import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;

/**
 * What a client may do with its certificate alone: request credentials, and call the data plane without a signature, as on
 * port 8443 of AWS IoT.
 *
 * <p>Source: AWS IoT Core developer guide, "Device communication protocols": HTTPS with a client certificate on 8443.
 *
 * @param aliases for which credentials are issued
 * @param ownThingOnly whether it may call only operations on the thing that its common name names, as with an IoT policy
 *     for {@code ${iot:Connection.Thing.ThingName}}
 */
public record Certificates(RoleAliases aliases, boolean ownThingOnly) {

    private static final ErrorType DENIED = new ErrorType("AccessDeniedException", 403);

    /** Whether the certificate of the connection, and no signature, tells who sent the request. */
    boolean identify(Request request, Query query, Subject subject) {
        return request.client().certificateName() != null
                && subject.operation().isDataPlane()
                && request.header("authorization") == null
                && query.text("X-Amz-Signature") == null;
    }

    /** Refuses a request for another thing, if the certificate is bound to its own. */
    void check(Request request, Subject subject) {
        if (ownThingOnly && !request.client().certificateName().equals(subject.thing())) {
            throw new ServiceException(DENIED, "The certificate is not attached to this thing", null);
        }
    }
}
