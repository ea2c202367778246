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
package io.github.cameliot.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tables of a component's options and headers in AsciiDoc, from the metadata that Camel's tools read. */
final class OptionTables {

    private final JsonNode metadata;

    private OptionTables(JsonNode metadata) {
        this.metadata = metadata;
    }

    /** @param resource the JSON file of the component on the class path */
    static OptionTables of(String resource) {
        try (InputStream in = OptionTables.class.getResourceAsStream(resource)) {
            return new OptionTables(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode metadata() {
        return metadata;
    }

    /** The page with each table between its two comments replaced by that of the metadata. */
    String writtenInto(String page) {
        String text = replaced(page, "component options", table("componentProperties"));
        text = replaced(text, "endpoint options", table("properties"));
        return replaced(text, "headers", table("headers"));
    }

    private static String replaced(String page, String table, String rows) {
        String start = "// " + table + ": START\n";
        String end = "// " + table + ": END\n";
        int from = page.indexOf(start);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The page has no lines \"" + start.strip() + "\" and \"" + end.strip()
                    + "\" for the table to stand between.");
        }
        return page.substring(0, from + start.length()) + rows + page.substring(to);
    }

    private String table(String part) {
        StringBuilder table = new StringBuilder(
                "[width=\"100%\",cols=\"3,6,1,2\",options=\"header\"]\n|===\n" + "|Name |Description |Default |Type\n");
        for (Map.Entry<String, JsonNode> row : metadata.path(part).properties()) {
            JsonNode option = row.getValue();
            table.append("\n|*")
                    .append(row.getKey())
                    .append("* (")
                    .append(where(option))
                    .append(")\n");
            table.append('|').append(description(option)).append('\n');
            table.append('|')
                    .append(code(option.path("defaultValue").asText("")))
                    .append('\n');
            table.append('|').append(type(option)).append('\n');
        }
        return table.append("|===\n").toString();
    }

    /** The group, as in "consumer (advanced)"; the operation of an endpoint stands in the path. */
    private static String where(JsonNode option) {
        return option.path("kind").asText().equals("path")
                ? "path"
                : option.path("group").asText().replace(" (advanced)", ", advanced");
    }

    private static String description(JsonNode option) {
        StringBuilder text = new StringBuilder();
        if (option.path("required").asBoolean()) {
            text.append("*Required* ");
        }
        if (option.path("secret").asBoolean()) {
            text.append("*Secret* ");
        }
        if (option.path("autowired").asBoolean()) {
            text.append("*Autowired* ");
        }
        text.append(escaped(option.path("description").asText()));
        if (option.has("enum")) {
            text.append(text.charAt(text.length() - 1) == '.' ? "" : ".")
                    .append(" Values: ")
                    .append(StreamSupport.stream(option.path("enum").spliterator(), false)
                            .map(value -> code(value.asText()))
                            .collect(Collectors.joining(", ")))
                    .append('.');
        }
        return text.toString();
    }

    /** {@code Map<String, Object>} is a Map, {@code java.time.Instant} an Instant. */
    private static String type(JsonNode option) {
        return option.path("javaType").asText().replaceFirst("<.*", "").replaceFirst(".*\\.", "");
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** Nothing in a description is a mark-up of AsciiDoc; an address is not a link. */
    private static String escaped(String text) {
        return text.replace("|", "\\|").replaceAll("(https?://[\\w.\\-]*\\w)", "`$1`");
    }
}
