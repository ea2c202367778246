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
package io.github.cameliot.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * The options of a component, read from the metadata in its jar. So exactly the options of the component can be set,
 * and no second list has to be maintained.
 *
 * @param ofEndpointsOnly options that can be set only in the URI of an endpoint
 */
record ComponentOptions(
        Class<? extends Component> component, String scheme, List<ComponentOption> all, List<String> ofEndpointsOnly) {

    private static final String PREFIX = "camel.component.";

    /** @throws IllegalStateException if the jar of the component has no metadata of this scheme */
    static ComponentOptions of(Class<? extends Component> component, String scheme) {
        String resource = "/META-INF/" + component.getPackageName().replace('.', '/') + "/" + scheme + ".json";
        try (InputStream in = component.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The jar of " + component.getName() + " lacks " + resource
                        + ", which lists its options. Use the jar as it was built.");
            }
            JsonObject json = (JsonObject) Jsoner.deserialize(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            JsonObject properties = (JsonObject) json.get("componentProperties");
            List<ComponentOption> options = properties.entrySet().stream()
                    .map(e -> option(e.getKey(), (JsonObject) e.getValue()))
                    .toList();
            List<String> ofEndpointsOnly = ((JsonObject) json.get("properties"))
                    .keySet().stream()
                            .filter(name -> !properties.containsKey(name))
                            .toList();
            return new ComponentOptions(component, scheme, options, ofEndpointsOnly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DeserializationException e) {
            throw new IllegalStateException(resource + " is not JSON: the jar is damaged.", e);
        }
    }

    private static ComponentOption option(String name, Map<String, Object> json) {
        Collection<?> values = (Collection<?>) json.getOrDefault("enum", List.of());
        return new ComponentOption(
                name,
                (String) json.get("type"),
                (String) json.get("javaType"),
                json.get("defaultValue"),
                (String) json.get("description"),
                values.stream().map(String::valueOf).toList(),
                Boolean.TRUE.equals(json.get("secret")));
    }

    /** The prefix of each option, without a dot at the end. */
    String prefix() {
        return PREFIX + scheme;
    }
}
