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
package io.github.cameliot.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.emulator.core.ServiceException;
import java.nio.charset.StandardCharsets;

/**
 * Refuses lone surrogates. JSON can escape them but UTF-8 cannot encode them, so such a text could not be returned.
 */
final class Surrogates {

    private Surrogates() {}

    static void check(String json, JsonNode parsed) {
        // UTF-8 has no lone surrogates, so only an escape can contain one.
        if (json.contains("\\ud") || json.contains("\\uD")) {
            checkTree(parsed);
        }
    }

    private static void checkTree(JsonNode node) {
        if (node.isTextual()) {
            checkText(node.textValue());
        }
        node.fieldNames().forEachRemaining(Surrogates::checkText);
        node.forEach(Surrogates::checkTree);
    }

    private static void checkText(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ServiceException.invalid("The body has a lone surrogate in a string");
        }
    }
}
