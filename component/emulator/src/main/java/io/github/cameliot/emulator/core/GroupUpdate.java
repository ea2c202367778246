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
package io.github.cameliot.emulator.core;

/**
 * The request of UpdateThingGroup, or the properties of a new group.
 *
 * @param description null keeps it
 * @param attributes the change of its attributes
 * @param expectedVersion the version that the group must have; null for any
 */
public record GroupUpdate(String description, AttributeChange attributes, Long expectedVersion) {

    GroupProperties applyTo(GroupProperties before) {
        return new GroupProperties(
                description == null ? before.description() : description, attributes.applyTo(before.attributes()));
    }
}
