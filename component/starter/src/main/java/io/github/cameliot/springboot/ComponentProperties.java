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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * The properties that an application has set for a component, by Spring Boot's rules: relaxed names, placeholders,
 * profiles, environment variables. An empty value counts as not set.
 */
final class ComponentProperties {

    private final ComponentOptions options;
    private final Environment environment;
    private final ConfigurationPropertyName prefix;

    ComponentProperties(ComponentOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
        this.prefix = ConfigurationPropertyName.of(options.prefix());
    }

    /**
     * All options that are set, in the order of the component's metadata; a whole configuration comes before single
     * options.
     */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (ComponentOption option : options.all()) {
            Setting setting = setting(option);
            if (setting != null) {
                settings.add(option.name().equals("configuration") ? 0 : settings.size(), setting);
            }
        }
        return settings;
    }

    private Setting setting(ComponentOption option) {
        ConfigurationPropertyName name = prefix.append(option.dashed());
        Binder binder = Binder.get(environment);
        Origin[] origin = new Origin[1];
        BindHandler noteOrigin = new BindHandler() {
            @Override
            public Object onSuccess(
                    ConfigurationPropertyName bound, Bindable<?> target, BindContext context, Object result) {
                if (context.getConfigurationProperty() != null) {
                    origin[0] = context.getConfigurationProperty().getOrigin();
                }
                return result;
            }
        };
        // A YAML list is the same as a text with commas.
        String text = binder.bind(name, Bindable.of(String.class), noteOrigin)
                .orElseGet(() -> String.join(
                        ",",
                        binder.bind(name, Bindable.listOf(String.class), noteOrigin)
                                .orElse(List.of())));
        return text.isEmpty() ? null : new Setting(option, name.toString(), text, origin[0]);
    }

    /** Properties with this prefix that are not options of the component, as written, with their origin. */
    Map<String, String> unknown() {
        Map<String, String> unknown = new TreeMap<>();
        ConfigurationPropertySources.get(environment).forEach(source -> {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream()
                        .filter(name -> prefix.isAncestorOf(name) && !isKnown(name))
                        .forEach(name -> unknown.put(
                                tail(name),
                                String.valueOf(
                                        source.getConfigurationProperty(name).getOrigin())));
            }
        });
        return unknown;
    }

    private boolean isKnown(ConfigurationPropertyName name) {
        String first = name.getElement(prefix.getNumberOfElements(), Form.UNIFORM);
        int below = name.getNumberOfElements() - prefix.getNumberOfElements() - 1;
        if (first.equals("customizer")) {
            return below == 1 && name.getLastElement(Form.UNIFORM).equals("enabled");
        }
        boolean isOption = first.equals("enabled")
                || options.all().stream()
                        .anyMatch(o -> o.name().toLowerCase(Locale.ROOT).equals(first));
        return isOption && (below == 0 || (below == 1 && name.isLastElementIndexed()));
    }

    private String tail(ConfigurationPropertyName name) {
        return name.subName(prefix.getNumberOfElements()).toString();
    }
}
