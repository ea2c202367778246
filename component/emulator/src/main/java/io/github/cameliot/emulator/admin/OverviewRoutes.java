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
package io.github.cameliot.emulator.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.JobFilter;
import io.github.cameliot.emulator.core.JobView;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.Overview;
import io.github.cameliot.emulator.core.Page;
import io.github.cameliot.emulator.core.PageRequest;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the console page shows besides the operations of the control plane. */
public final class OverviewRoutes {

    private static final int FIRST_TARGETS = 3;

    private final AccountRegistry accounts;
    private final ClockControl clock;

    public OverviewRoutes(AccountRegistry accounts, ClockControl clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The handlers by method and path. */
    public Map<String, Handler> all() {
        Map<String, Handler> all = new TreeMap<>();
        all.put("GET /_emulator/overview", this::overview);
        all.put("GET /_emulator/things", this::things);
        all.put("GET /_emulator/groups", this::groups);
        all.put("GET /_emulator/jobs", this::jobs);
        all.put("GET /_emulator/options", call -> options());
        return all;
    }

    private ObjectNode overview(Call call) {
        JobsCore core = Homes.core(call.query(), accounts);
        ObjectNode node = sizes(core.overview().sizes())
                .put("account", core.home().account())
                .put("region", core.home().region())
                .put("thingArn", core.arns().thing(""))
                .put("groupArn", core.arns().group(""))
                .put("now", clock.now().toString())
                .put("changes", core.overview().changes());
        ArrayNode all = node.putArray("accounts");
        accounts.all().stream()
                .filter(other -> other == core
                        || other == accounts.standard()
                        || !other.overview().isEmpty())
                .forEach(other -> all.addObject()
                        .put("account", other.home().account())
                        .put("region", other.home().region()));
        return node;
    }

    static ObjectNode sizes(Overview.Sizes sizes) {
        return Json.object()
                .put("things", sizes.things())
                .put("groups", sizes.groups())
                .put("jobs", sizes.jobs())
                .put("executions", sizes.executions());
    }

    private ObjectNode things(Call call) {
        String search = call.query().text("search");
        Page<Overview.ThingStatus> page = Homes.core(call.query(), accounts)
                .overview()
                .things(
                        new Overview.Search(
                                search == null ? "" : search, call.query().bool("busy", false)),
                        page(call));
        return json("things", page, OverviewRoutes::thing);
    }

    private static ObjectNode thing(Overview.ThingStatus thing) {
        ObjectNode node = Json.object()
                .put("thingName", thing.name())
                .put("queued", thing.queued())
                .put("inProgress", thing.inProgress());
        if (thing.next() != null) {
            node.set("next", ExecutionJson.full(thing.next(), false));
        }
        return node;
    }

    private ObjectNode groups(Call call) {
        Page<Overview.GroupSize> page =
                Homes.core(call.query(), accounts).overview().groups(page(call));
        return json("groups", page, group -> Json.object()
                .put("thingGroupName", group.name())
                .put("things", group.things()));
    }

    private ObjectNode jobs(Call call) {
        Page<JobView> page =
                Homes.core(call.query(), accounts).jobs().list(new JobFilter(null, null, null, null), page(call));
        return json("jobs", page, OverviewRoutes::job);
    }

    private static ObjectNode job(JobView job) {
        ObjectNode node = Json.object()
                .put("jobId", job.request().jobId())
                .put("status", job.state().status().name())
                .put("targetSelection", job.request().settings().selection().name())
                .put("numberOfTargets", job.identity().targets().size());
        Json.putText(node, "description", job.request().settings().description());
        Json.putTimestamp(node, "createdAt", job.times().createdAt());
        ArrayNode targets = node.putArray("targets");
        job.identity().targets().stream().limit(FIRST_TARGETS).forEach(targets::add);
        ObjectNode counts = node.putObject("counts");
        job.counts().forEach((status, count) -> counts.put(status.name(), count));
        return node;
    }

    /** The values that the forms of the page offer. */
    private static ObjectNode options() {
        ObjectNode node = Json.object();
        ArrayNode kinds = node.putArray("faultKinds");
        Stream.of(FaultKind.values()).map(FaultKind::name).forEach(kinds::add);
        ArrayNode operations = node.putArray("operations");
        Stream.of(Operation.values()).map(Operation::name).forEach(operations::add);
        return node;
    }

    private static PageRequest page(Call call) {
        return PageRequest.of(call.query().integer("maxResults"), call.query().text("nextToken"));
    }

    private static <T> ObjectNode json(String name, Page<T> page, Function<T, ObjectNode> item) {
        ObjectNode response = Json.object();
        ArrayNode items = response.putArray(name);
        page.items().forEach(element -> items.add(item.apply(element)));
        if (page.next() != null) {
            response.put("nextToken", page.next().token());
        }
        return response;
    }
}
