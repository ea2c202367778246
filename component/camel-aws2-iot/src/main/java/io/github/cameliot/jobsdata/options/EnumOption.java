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
package io.github.cameliot.jobsdata.options;

import io.github.cameliot.jobsdata.model.Names;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Options whose values are the constants of an enum. */
public final class EnumOption {

    private EnumOption() {}

    /**
     * The operation in the path of an endpoint.
     *
     * @throws IllegalArgumentException for any other text; the message names all operations
     */
    public static <E extends Enum<E>> E operation(String scheme, String path, E[] operations) {
        return Arrays.stream(operations)
                .filter(o -> o.name().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.shown(path) + " is not an operation. Use one of "
                        + Arrays.stream(operations)
                                .map(o -> scheme + ":" + o.name())
                                .collect(Collectors.joining(", "))
                        + "."));
    }
}
