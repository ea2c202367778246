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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.Page;
import io.github.cameliot.emulator.core.PageRequest;
import io.github.cameliot.emulator.wire.Json;
import io.github.cameliot.emulator.wire.Query;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Lists in pages. */
final class Pages {

    private Pages() {}

    static PageRequest request(Query query) {
        return PageRequest.of(query.integer("maxResults"), query.text("nextToken"));
    }

    static <T> ObjectNode json(String name, Page<T> page, Function<T, ObjectNode> item) {
        return json(name, page, (items, element) -> items.add(item.apply(element)));
    }

    /** A list of strings. */
    static ObjectNode texts(String name, Page<String> page) {
        return json(name, page, ArrayNode::add);
    }

    private static <T> ObjectNode json(String name, Page<T> page, BiConsumer<ArrayNode, T> add) {
        ObjectNode response = Json.object();
        ArrayNode items = response.putArray(name);
        page.items().forEach(element -> add.accept(items, element));
        if (page.next() != null) {
            response.put("nextToken", page.next().token());
        }
        return response;
    }
}
