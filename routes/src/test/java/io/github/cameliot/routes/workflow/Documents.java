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
package io.github.cameliot.routes.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Job documents for tests. */
final class Documents {

    private Documents() {}

    /** One of {@code src/test/resources/documents}. */
    static String read(String name) {
        try (InputStream in = Documents.class.getResourceAsStream("/documents/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A step for each handler; the name of a step is its handler, in capital letters. */
    static String steps(String... handlers) {
        return of(Arrays.stream(handlers).map(h -> step(h, "")).toArray(String[]::new));
    }

    /** A document with these steps. */
    static String of(String... steps) {
        return "{\"version\":\"1.0\",\"steps\":[" + String.join(",", steps) + "]}";
    }

    /** @param more members of the action, each behind a comma */
    static String step(String handler, String more, String... arguments) {
        String args = Arrays.stream(arguments).map(a -> "\"" + a + "\"").collect(Collectors.joining(","));
        String name = handler.contains("\\") ? "X" : handler.toUpperCase(java.util.Locale.ROOT);
        return "{\"action\":{\"name\":\"" + name
                + "\",\"type\":\"runHandler\",\"input\":{\"handler\":\"" + handler + "\",\"args\":[" + args + "]}"
                + more + "}}";
    }

    /** The document with a final step. */
    static String withFinal(String document, String handler) {
        return document.substring(0, document.length() - 1) + ",\"finalStep\":" + step(handler, "") + "}";
    }
}
