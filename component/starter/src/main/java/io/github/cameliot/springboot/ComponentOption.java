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

import java.util.List;
import java.util.Locale;

/**
 * An option of a component, as described by the metadata of the component.
 *
 * @param type the kind: string, boolean, integer, duration, enum, object
 * @param javaType the name of the class that its setter takes
 * @param defaultValue null for none
 * @param values of an enum; else empty
 * @param secret whether its value must not be shown
 */
record ComponentOption(
        String name,
        String type,
        String javaType,
        Object defaultValue,
        String description,
        List<String> values,
        boolean secret) {

    /** The name in Spring Boot's form: {@code maxInFlight} is {@code max-in-flight}. */
    String dashed() {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Whether its value is a bean, so that a text can only be a reference to a bean. */
    boolean isBean() {
        return type.equals("object");
    }
}
