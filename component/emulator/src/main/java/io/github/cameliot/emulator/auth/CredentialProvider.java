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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.time.Duration;

/**
 * {@code GET /role-aliases/{alias}/credentials}: temporary keys for the client certificate of the connection. The thing of
 * a certificate is its common name.
 *
 * <p>Source: AWS IoT Core developer guide, "Authorizing direct calls to AWS services using AWS IoT Core credential
 * provider". Status and messages of the errors: "Things of interest during development" of awslabs'
 * aws-iot-core-credential-provider-session-helper, where the thing is checked first; the error types are inferred, and so
 * is the refusal without a certificate.
 */
public final class CredentialProvider implements Handler {

    private static final ErrorType DENIED = new ErrorType("AccessDeniedException", 403);
    private static final ErrorType NOT_FOUND = new ErrorType("ResourceNotFoundException", 404);

    private final RoleAliases aliases;
    private final IssuedKeys keys;

    public CredentialProvider(RoleAliases aliases, IssuedKeys keys) {
        this.aliases = aliases;
        this.keys = keys;
    }

    @Override
    public ObjectNode handle(Call call) {
        String thing = call.certificateName();
        if (thing == null) {
            throw new ServiceException(DENIED, "Access Denied", null);
        }
        String named = call.header("x-amzn-iot-thingname");
        if (named != null && !named.equals(thing)) {
            throw new ServiceException(DENIED, "Invalid thing name passed", null);
        }
        Duration valid = aliases.duration(call.path("alias"))
                .orElseThrow(() -> new ServiceException(NOT_FOUND, "Role alias does not exist", null));
        IssuedKeys.Issued issued = keys.issue(valid);
        ObjectNode credentials = Json.object()
                .put("accessKeyId", issued.key().accessKeyId())
                .put("secretAccessKey", issued.key().secretAccessKey())
                .put("sessionToken", issued.key().sessionToken())
                .put("expiration", issued.expiresAt().toString());
        return Json.object().set("credentials", credentials);
    }
}
