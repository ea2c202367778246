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
import io.github.cameliot.emulator.core.GroupControl;
import io.github.cameliot.emulator.core.GroupUpdate;
import io.github.cameliot.emulator.core.GroupView;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;

/** {@code POST /thing-groups/{group}}. */
public final class CreateThingGroup implements Handler {

    private final GroupControl groups;

    public CreateThingGroup(GroupControl groups) {
        this.groups = groups;
    }

    @Override
    public ObjectNode handle(Call call) {
        if (call.body().text("parentGroupName") != null) {
            throw ServiceException.invalid("parentGroupName is not possible: the emulator's groups have no parents");
        }
        GroupView.Identity group =
                groups.create(call.path("group"), properties(call.body())).identity();
        return Json.object()
                .put("thingGroupName", group.name())
                .put("thingGroupArn", group.arn())
                .put("thingGroupId", group.id());
    }

    /** The properties of a new group. */
    public static GroupUpdate properties(Body group) {
        return AttributePayload.ofGroup(group, false);
    }
}
