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

import io.github.cameliot.emulator.Capacity;
import io.github.cameliot.emulator.Limits;
import io.github.cameliot.emulator.Readings;

/**
 * The configurable behavior of the service.
 *
 * @param limits its limits
 * @param readings how it behaves where the behavior of AWS is not known
 * @param capacity how much it stores
 */
public record Rules(Limits limits, Readings readings, Capacity capacity) {}
