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

import io.github.cameliot.control.IotJobsComponent;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * Writes {@code META-INF/spring-configuration-metadata.json}, which editors use to complete properties, from the
 * metadata of the components. Run by the build; not in the jar.
 *
 * <p>Source: the format is in the appendix "Configuration Metadata" of the Spring Boot reference, 3.5.
 */
final class ConfigurationMetadata {

    private final JsonArray groups = new JsonArray();
    private final JsonArray properties = new JsonArray();
    private final JsonArray hints = new JsonArray();

    private ConfigurationMetadata() {}

    /** @param args the file to write */
    public static void main(String[] args) throws IOException {
        ConfigurationMetadata metadata = new ConfigurationMetadata();
        metadata.add(ComponentOptions.of(IotJobsDataComponent.class, "iot-jobs-data"));
        metadata.add(ComponentOptions.of(IotJobsComponent.class, "iot-jobs"));
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, metadata.json() + "\n");
    }

    private void add(ComponentOptions options) {
        groups.add(json("name", options.prefix(), "type", options.component().getName()));
        property(options.prefix() + ".enabled", "java.lang.Boolean", "Whether these properties are used.", true);
        property(
                options.prefix() + ".customizer.enabled",
                "java.lang.Boolean",
                "Whether these properties are used: the same as in all Camel starters.",
                true);
        options.all().forEach(option -> add(options.prefix() + "." + option.dashed(), option));
    }

    private void add(String name, ComponentOption option) {
        String description = option.isBean()
                ? option.description() + " The name of a bean of type " + option.javaType() + "."
                : option.description();
        property(name, type(option), description, option.secret() ? null : option.defaultValue());
        if (option.isBean()) {
            hints.add(json(
                    "name",
                    name,
                    "providers",
                    array(json("name", "spring-bean-reference", "parameters", json("target", option.javaType())))));
        } else if (!option.values().isEmpty()) {
            JsonArray values = new JsonArray();
            option.values().forEach(value -> values.add(json("value", value)));
            hints.add(json("name", name, "values", values));
        }
    }

    private void property(String name, String type, String description, Object defaultValue) {
        JsonObject property = json("name", name, "type", type, "description", description);
        if (defaultValue != null) {
            property.put("defaultValue", defaultValue);
        }
        properties.add(property);
    }

    /** The type of the property: the name of a bean is a text. */
    private static String type(ComponentOption option) {
        return switch (option.javaType()) {
            case "boolean" -> "java.lang.Boolean";
            case "int" -> "java.lang.Integer";
            case "long" -> "java.lang.Long";
            default -> option.isBean() ? "java.lang.String" : option.javaType();
        };
    }

    private String json() {
        return Jsoner.prettyPrint(
                json("groups", groups, "properties", properties, "hints", hints).toJson(), 2);
    }

    private static JsonObject json(Object... keysAndValues) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            json.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return json;
    }

    private static JsonArray array(Map<String, Object> only) {
        return new JsonArray(List.of(only));
    }
}
