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

/**
 * A property of a component that cannot be used, with what was found and what to do. Never shows the value of a secret.
 */
final class OptionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String found;
    private final String action;

    /**
     * @param found the property, where it was set, and why it cannot be used
     * @param action what to do
     */
    OptionRefusedException(String found, String action) {
        this(found, action, null);
    }

    OptionRefusedException(String found, String action, Throwable cause) {
        super(found + " " + action, cause);
        this.found = found;
        this.action = action;
    }

    String found() {
        return found;
    }

    String action() {
        return action;
    }
}
