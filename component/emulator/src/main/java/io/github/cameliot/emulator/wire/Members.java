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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.ServiceException;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The names that the members of an object may have, and of the objects and lists of objects in it.
 *
 * @param inner by name; null for a member that may contain anything
 */
public record Members(TreeMap<String, Members> inner) {

    /** Members that may contain anything. */
    public static Members of(String... names) {
        TreeMap<String, Members> inner = new TreeMap<>();
        Arrays.stream(names).forEach(name -> inner.put(name, null));
        return new Members(inner);
    }

    /** The same and one more, an object or a list of objects. */
    public Members and(String name, Members members) {
        TreeMap<String, Members> more = new TreeMap<>(inner);
        more.put(name, members);
        return new Members(more);
    }

    /**
     * The value of one of these members, without what is not known in it.
     *
     * @param name may be unknown; its value is returned as it is
     */
    public JsonNode known(String name, JsonNode value) {
        Members deeper = inner.get(name);
        if (deeper == null || !value.isContainerNode()) {
            return value;
        }
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> list.add(known(name, element)));
            return list;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.properties().stream()
                .filter(member -> deeper.inner.containsKey(member.getKey()))
                .forEach(member -> object.set(member.getKey(), deeper.known(member.getKey(), member.getValue())));
        return object;
    }

    void check(JsonNode object, String path) {
        object.properties().forEach(member -> {
            String name = member.getKey();
            if (!inner.containsKey(name)) {
                throw ServiceException.invalid("%s is not known. The known names are %s"
                        .formatted(
                                Quote.of(path + "member", name),
                                inner.keySet().stream().collect(Collectors.joining(", "))));
            }
            Members deeper = inner.get(name);
            JsonNode value = member.getValue();
            if (deeper != null && value.isObject()) {
                deeper.check(value, path + name + ".");
            } else if (deeper != null && value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    deeper.check(value.get(i), path + name + "[" + i + "].");
                }
            }
        });
    }
}
