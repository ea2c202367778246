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

import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/** Finds the bean that an option names: {@code name}, {@code #name}, {@code #bean:name} and Camel's other references. */
record OptionBean(CamelContext camel, Setting setting) {

    private static final String BEAN = "#bean:";

    /**
     * @param text the value, with placeholders resolved
     * @throws OptionRefusedException if there is none: an option that was set never stays null
     */
    Object find(String text) {
        if (text.equals("#autowired")) {
            return single();
        }
        if (text.startsWith("#class:") || text.startsWith("#type:") || text.startsWith("#valueAs(")) {
            return resolve(text);
        }
        String name = text.startsWith(BEAN) ? text.substring(BEAN.length()) : text.replaceFirst("^#", "");
        Object bean = camel.getRegistry().lookupByName(name);
        if (bean == null) {
            throw missing(setting.option().secret() ? "this name" : "the name " + name);
        }
        return bean;
    }

    private Object single() {
        Class<?> type = type();
        Object bean = type == null ? null : camel.getRegistry().findSingleByType(type);
        if (bean == null) {
            throw missing("this type, or not exactly one");
        }
        return bean;
    }

    private Object resolve(String text) {
        try {
            return PropertyBindingSupport.resolveBean(camel, text);
        } catch (Exception e) {
            boolean secret = setting.option().secret();
            throw new OptionRefusedException(
                    setting.shown() + " is not possible: the object cannot be created"
                            + (secret ? "." : ": " + e + "."),
                    "Check the class name and its constructor, or name a bean, as in " + example() + ".",
                    secret ? null : e);
        }
    }

    private OptionRefusedException missing(String what) {
        Class<?> type = type();
        Map<String, ?> there = type == null || !setting.option().isBean()
                ? Map.of()
                : camel.getRegistry().findByTypeWithName(type);
        String beans = !setting.option().isBean()
                ? ""
                : there.isEmpty()
                        ? " There is no bean of type " + setting.option().javaType() + "."
                        : " Beans of type " + setting.option().javaType() + ": "
                                + String.join(", ", new TreeSet<>(there.keySet())) + ".";
        String action = !there.isEmpty()
                ? "Name one of them, as in " + setting.property() + "=#"
                        + there.keySet().iterator().next() + ", or define that bean."
                : setting.option().isBean()
                        ? "Define that bean, or remove the property."
                        : "Define that bean, or use a value that does not begin with #.";
        return new OptionRefusedException(
                setting.shown() + " is not possible: there is no bean of " + what + "." + beans, action);
    }

    /** A bean that was found but cannot be used. */
    OptionRefusedException ofWrongType(Object bean) {
        return new OptionRefusedException(
                setting.shown() + " is not possible: the bean is a "
                        + bean.getClass().getName() + ", but a "
                        + setting.option().javaType() + " is needed.",
                "Name a bean of that type, as in " + example() + ".");
    }

    private String example() {
        return setting.property() + "=#myBean";
    }

    private Class<?> type() {
        return camel.getClassResolver().resolveClass(setting.option().javaType());
    }
}
