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

/** The versions of things and thing groups. Source: VersionConflictException, service model of {@code iot}. */
final class Versions {

    private Versions() {}

    /** Refuses a version that is not the expected one; null expects any. */
    static void check(String what, long version, Long expected) {
        if (expected != null && expected != version) {
            throw new ServiceException(
                    ErrorType.VERSION_CONFLICT,
                    "%s has version %d, but version %d was expected".formatted(what, version, expected),
                    null);
        }
    }
}
