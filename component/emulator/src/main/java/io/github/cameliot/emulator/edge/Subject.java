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
package io.github.cameliot.emulator.edge;

import io.github.cameliot.emulator.Operation;

/**
 * The operation and thing of a request.
 *
 * @param operation null if method and path match none
 * @param thing null if the operation has none
 */
public record Subject(Operation operation, String thing) {

    public static final Subject NONE = new Subject(null, null);

    /** One more than the longest name of a thing, so that a shortened name is never a valid one. */
    private static final int LONGEST_NAME = 129;

    /** Shortens a name that is too long, because it is kept in the log. */
    public static Subject of(Operation operation, String thing) {
        boolean isLong = thing != null && thing.length() > LONGEST_NAME;
        return new Subject(operation, isLong ? thing.substring(0, LONGEST_NAME) : thing);
    }
}
