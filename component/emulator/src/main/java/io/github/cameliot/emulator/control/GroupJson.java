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
import io.github.cameliot.emulator.core.GroupProperties;
import io.github.cameliot.emulator.core.GroupView;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Json;

/** Thing groups as the control plane writes them. Source: DescribeThingGroup, GroupNameAndArn, service model of {@code iot}. */
public final class GroupJson {

    private GroupJson() {}

    /** An entry of a list. */
    static ObjectNode summary(GroupView group) {
        return Json.object()
                .put("groupName", group.identity().name())
                .put("groupArn", group.identity().arn());
    }

    static ObjectNode full(GroupView group) {
        ObjectNode node = Json.object()
                .put("thingGroupName", group.identity().name())
                .put("thingGroupId", group.identity().id())
                .put("thingGroupArn", group.identity().arn())
                .put("version", group.version());
        properties(node, group.properties());
        Json.putTimestamp(node.putObject("thingGroupMetadata"), "creationDate", group.createdAt());
        return node;
    }

    /** Writes the properties as a member. */
    public static void properties(ObjectNode node, GroupProperties properties) {
        ObjectNode shown = node.putObject("thingGroupProperties");
        Json.putText(shown, "thingGroupDescription", properties.description());
        if (!properties.attributes().isEmpty()) {
            shown.putObject("attributePayload").set("attributes", ExecutionJson.details(properties.attributes()));
        }
    }
}
