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
package io.github.cameliot.emulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.ServiceException;

/**
 * Error responses: the type in a header, the message in the body, and for conflicts also the state of the execution.
 */
public final class Errors {

    private Errors() {}

    public static Response of(ServiceException refusal) {
        ObjectNode body = Json.object().put("message", refusal.getMessage());
        if (refusal.state() != null && refusal.type().status() == 409) {
            body.set("executionState", ExecutionJson.state(refusal.state()));
        }
        return Responses.of(refusal.type(), body);
    }

    public static Response of(ErrorType type, String message) {
        return Responses.of(type, Json.object().put("message", message));
    }
}
