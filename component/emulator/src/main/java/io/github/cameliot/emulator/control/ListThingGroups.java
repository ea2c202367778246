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
import io.github.cameliot.emulator.core.GroupView;
import io.github.cameliot.emulator.core.Names;
import io.github.cameliot.emulator.core.Page;
import io.github.cameliot.emulator.core.PageRequest;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Query;
import java.util.List;

/** {@code GET /thing-groups}: groups have no parents here, so no group has children. */
public final class ListThingGroups implements Handler {

    private final GroupControl groups;

    public ListThingGroups(GroupControl groups) {
        this.groups = groups;
    }

    @Override
    public ObjectNode handle(Call call) {
        Query query = call.query();
        query.bool("recursive", true);
        String prefix = query.text("namePrefixFilter");
        if (prefix != null) {
            Names.group(prefix);
        }
        PageRequest page = Pages.request(query);
        String parent = query.text("parentGroup");
        if (parent != null) {
            groups.describe(parent);
            return Pages.json("thingGroups", new Page<GroupView>(List.of(), null), GroupJson::summary);
        }
        return Pages.json("thingGroups", groups.list(prefix == null ? "" : prefix, page), GroupJson::summary);
    }
}
