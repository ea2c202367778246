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
package io.github.cameliot.emulator.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.DataPlane;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;

/** {@code GET /things/{thing}/jobs/{job}}; the job may be {@code $next}. */
public final class DescribeJobExecution implements Handler {

    private final DataPlane plane;

    public DescribeJobExecution(DataPlane plane) {
        this.plane = plane;
    }

    @Override
    public ObjectNode handle(Call call) {
        boolean withDocument = call.query().bool("includeJobDocument", true);
        Long executionNumber = call.query().integer("executionNumber");
        ObjectNode response = Json.object();
        if (call.job().equals("$next")) {
            NextFault.of(call, plane)
                    .or(() -> plane.describeNext(call.thing()))
                    .ifPresent(next -> response.set("execution", ExecutionJson.full(next, withDocument)));
        } else {
            response.set(
                    "execution",
                    ExecutionJson.full(plane.describe(call.thing(), call.job(), executionNumber), withDocument));
        }
        return response;
    }
}
