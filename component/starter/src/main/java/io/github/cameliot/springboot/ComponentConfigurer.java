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

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Ordered;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.core.env.Environment;

/**
 * Sets the properties of the application on a component when it is created: before any endpoint, and before a
 * customizer of the application, which can overrule them. A component with properties is created when the application
 * starts, so that a mistake is found at the start and not with the first message.
 */
final class ComponentConfigurer implements ComponentCustomizer, CamelContextConfiguration {

    private final ComponentOptions options;
    private final Environment environment;
    private final ComponentProperties properties;

    ComponentConfigurer(ComponentOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
        this.properties = new ComponentProperties(options, environment);
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return options.component().isInstance(target) && isCustomizing();
    }

    private boolean isCustomizing() {
        return HierarchicalPropertiesEvaluator.evaluate(
                environment, "camel.component.customizer", options.prefix() + ".customizer");
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        if (isCustomizing()) {
            new UnknownOptions(options).refuse(properties.unknown());
            if (!properties.settings().isEmpty()) {
                camel.getComponent(options.scheme());
            }
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // all properties were set before
    }

    @Override
    public void configure(String name, Component target) {
        ServiceHelper.initService(target); // creates its configurer
        properties.settings().forEach(setting -> set(target, setting));
    }

    private static void set(Component target, Setting setting) {
        CamelContext camel = target.getCamelContext();
        PropertyConfigurer configurer = target.getComponentPropertyConfigurer();
        String text = resolved(camel, setting);
        OptionBean reference = new OptionBean(camel, setting);
        boolean isBean = setting.option().isBean() || text.startsWith("#");
        Object value = isBean ? reference.find(text) : OptionValue.of(setting, text);
        if (isBean && setting.option().type().equals("string") && !(value instanceof CharSequence)) {
            throw reference.ofWrongType(value);
        }
        try {
            configurer.configure(camel, target, setting.option().name(), value, false);
        } catch (RuntimeException e) {
            // All values except beans already have the right type.
            throw reference.ofWrongType(value);
        }
    }

    private static String resolved(CamelContext camel, Setting setting) {
        try {
            return camel.resolvePropertyPlaceholders(setting.text());
        } catch (RuntimeException e) {
            throw new OptionRefusedException(
                    setting.shown() + " is not possible: it contains a placeholder {{...}} without a value.",
                    "Define that property, or use a placeholder of Spring Boot, as in ${name:default}.");
        }
    }
}
