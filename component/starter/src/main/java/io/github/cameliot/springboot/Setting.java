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

import org.springframework.boot.origin.Origin;

/**
 * An option that is set in the environment of the application.
 *
 * @param property the whole name of the property
 * @param text its value, never empty
 * @param origin where it is set, null if the source does not say
 */
record Setting(ComponentOption option, String property, String text, Origin origin) {

    /** The property with its value, unless that is secret, and the place where it was set. */
    String shown() {
        return property + (option.secret() ? "" : "=" + text) + (origin == null ? "" : " (" + origin + ")");
    }

    /** Without the value, which could be a secret. */
    @Override
    public String toString() {
        return property;
    }
}
