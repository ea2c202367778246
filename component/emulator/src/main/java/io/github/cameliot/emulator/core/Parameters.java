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

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders <code>${aws:iot:parameter:...}</code> of managed templates, which stand inside of JSON strings.
 *
 * <p>Inferred: quotes and backslashes of a value are escaped, so that the document stays JSON.
 */
final class Parameters {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{aws:iot:parameter:([a-zA-Z0-9_-]{1,128})}");

    private Parameters() {}

    /** The text with the values in place of their placeholders; others stay. */
    static String filled(String text, Map<String, String> values) {
        if (values.isEmpty()) {
            return text;
        }
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            return Matcher.quoteReplacement(
                    value == null ? found.group() : value.replace("\\", "\\\\").replace("\"", "\\\""));
        });
    }
}
