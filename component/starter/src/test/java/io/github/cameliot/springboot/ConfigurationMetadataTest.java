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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.control.IotJobsComponent;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What editors show is what the components have: compared with a component that was just made, not with its metadata. */
class ConfigurationMetadataTest {

    private static final Map<Class<?>, Class<?>> BOXES =
            Map.of(boolean.class, Boolean.class, int.class, Integer.class, long.class, Long.class);

    private final JsonObject metadata = read();

    @ParameterizedTest
    @CsvSource({"iot-jobs-data", "iot-jobs"})
    void hasEachOptionOfTheComponentWithItsTypeAndDefault(String scheme) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Component component = made(scheme, camel);
            ServiceHelper.initService(component);
            PropertyConfigurerGetter getter = (PropertyConfigurerGetter) component.getComponentPropertyConfigurer();
            Map<String, JsonObject> properties = properties("camel.component." + scheme + ".");
            properties.remove("enabled");
            properties.remove("customizer.enabled");

            List<String> wrong = new ArrayList<>();
            for (String option : setters(component)) {
                Class<?> type = getter.getOptionType(option, true);
                JsonObject property = properties.remove(dashed(option));
                if (type == null) {
                    continue; // not an option, as camelContext
                }
                if (property == null) {
                    wrong.add(option + " is missing");
                    continue;
                }
                Class<?> shown = Class.forName((String) property.get("type"));
                Class<?> boxed = BOXES.getOrDefault(type, type);
                boolean isBean = shown == String.class && !isText(type);
                if (isBean
                        ? !String.valueOf(property.get("description")).contains("bean of type " + type.getName())
                        : shown != boxed) {
                    wrong.add(option + " is a " + boxed + ", not a " + shown);
                }
                Object value = getter.getOptionValue(component, option, true);
                Object read = property.get("defaultValue") == null || isBean
                        ? null
                        : OptionValue.of(
                                new Setting(options(scheme, option), option, "", null),
                                String.valueOf(property.get("defaultValue")));
                // A text that is null by default may stand for what the metadata says.
                boolean isComparable = !isBean && (value != null || !isText(type));
                if (isComparable && !String.valueOf(value).equals(String.valueOf(read))) {
                    wrong.add(option + " has the default " + value + ", not " + read);
                }
                if (String.valueOf(property.get("description")).length() < 10) {
                    wrong.add(option + " has no description");
                }
            }

            assertThat(wrong).isEmpty();
            assertThat(properties).as("no option of the component").isEmpty();
        }
    }

    @Test
    void namesTheConstantsOfEnumsAndTheTypesOfBeans() {
        Map<String, JsonObject> hints = byName("hints", "camel.component.iot-jobs-data.");

        assertThat(hints.get("on-failure").toJson()).contains("fail", "reject", "leave");
        assertThat(hints.get("filter").toJson()).contains("spring-bean-reference", "jobsdata.JobFilter");
    }

    private static ComponentOption options(String scheme, String name) {
        Class<? extends Component> type =
                scheme.equals("iot-jobs") ? IotJobsComponent.class : IotJobsDataComponent.class;
        return ComponentOptions.of(type, scheme).all().stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isText(Class<?> type) {
        return type == String.class;
    }

    private static Component made(String scheme, DefaultCamelContext camel) {
        return scheme.equals("iot-jobs") ? new IotJobsComponent(camel) : new IotJobsDataComponent(camel);
    }

    /** The names of all setters, of the component and of its configuration. */
    private static Collection<String> setters(Component component) throws Exception {
        Collection<String> names = new TreeSet<>();
        Object configuration =
                component.getClass().getMethod("getConfiguration").invoke(component);
        for (Class<?> type : List.of(component.getClass(), configuration.getClass())) {
            for (java.lang.reflect.Method method : type.getMethods()) {
                if (method.getName().startsWith("set") && method.getParameterCount() == 1) {
                    String name = method.getName().substring(3);
                    names.add(Character.toLowerCase(name.charAt(0)) + name.substring(1));
                }
            }
        }
        return names;
    }

    private static String dashed(String name) {
        StringBuilder dashed = new StringBuilder();
        for (char c : name.toCharArray()) {
            dashed.append(Character.isUpperCase(c) ? "-" + Character.toLowerCase(c) : String.valueOf(c));
        }
        return dashed.toString();
    }

    private Map<String, JsonObject> properties(String prefix) {
        return byName("properties", prefix);
    }

    private Map<String, JsonObject> byName(String list, String prefix) {
        Map<String, JsonObject> byName = new HashMap<>();
        for (Object one : (Collection<?>) metadata.get(list)) {
            JsonObject json = (JsonObject) one;
            String name = (String) json.get("name");
            if (name.startsWith(prefix)) {
                byName.put(name.substring(prefix.length()), json);
            }
        }
        return byName;
    }

    private static JsonObject read() {
        try (InputStream in = ConfigurationMetadata.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()
                .resolve("META-INF/spring-configuration-metadata.json")
                .toURL()
                .openStream()) {
            return (JsonObject) Jsoner.deserialize(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
