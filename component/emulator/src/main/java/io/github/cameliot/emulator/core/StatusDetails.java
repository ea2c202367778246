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

import io.github.cameliot.emulator.Limits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks status details. */
final class StatusDetails {

    private StatusDetails() {}

    /**
     * The details to store; null if there are none, so that those of the execution are kept.
     *
     * <p>Characters are counted as Unicode code points, as in the Smithy length trait; inferred for this service.
     */
    static Map<String, String> checked(Map<String, String> details, Limits limits) {
        if (details == null) {
            return null;
        }
        if (details.size() > limits.detailsPairs()) {
            throw ServiceException.invalid(
                    "statusDetails has %d pairs; the limit is %d".formatted(details.size(), limits.detailsPairs()));
        }
        details.forEach((key, value) -> checkValue(Names.detailsKey(key), value, limits.detailsValueLength()));
        return Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    private static void checkValue(String key, String value, int longest) {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > longest) {
            throw ServiceException.invalid(
                    "statusDetails.%s has %d characters; it must have 1 to %d".formatted(key, length, longest));
        }
        if (Names.isUnprintable(value)) {
            throw ServiceException.invalid(
                    "statusDetails.%s has a control or other character of Unicode class C".formatted(key));
        }
    }
}
