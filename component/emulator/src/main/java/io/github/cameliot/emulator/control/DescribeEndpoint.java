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
package io.github.cameliot.emulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.Set;

/**
 * {@code GET /endpoint}: the address that the client itself has used, because one port serves both planes.
 *
 * <p>{@code iot:Jobs} is refused, as by AWS since August 2026: Jobs moved to the account's {@code iot:Data-ATS}
 * endpoint (reported from the live service by others).
 */
public final class DescribeEndpoint implements Handler {

    private static final Set<String> TYPES = Set.of("iot:Data", "iot:Data-ATS", "iot:CredentialProvider");

    @Override
    public ObjectNode handle(Call call) {
        String type = call.query().text("endpointType");
        if (type != null && !TYPES.contains(type)) {
            throw ServiceException.invalid(
                    Quote.of("endpointType", type) + " is not possible. Use iot:Data-ATS for Jobs");
        }
        String host = call.header("host");
        return Json.object().put("endpointAddress", host == null ? "localhost" : host);
    }
}
