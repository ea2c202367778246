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
package io.github.cameliot.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether two job documents are the same JSON. The signature parameters of URLs are not compared. The document is read
 * in the form before its placeholders were filled; but a service that does not know this parameter returns filled
 * placeholders, with new signatures each time.
 *
 * <p>Source: AWS IoT developer guide, "Presigned URLs". That a service may not know the parameter is inferred.
 */
final class DocumentComparison {

    /**
     * A URL is shorter. Without a limit, the cost of unclosed placeholders would grow with the square of their number.
     */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{aws:iot:s3-presigned-url(?:-v2)?:([^}]{0,4096})}");

    private static final Pattern QUERY = Pattern.compile("\\?([^\\s?#]*)");

    private DocumentComparison() {}

    /** @param traceMember the member that is not compared if it contains a trace context; null for none */
    static boolean same(String one, String other, String traceMember) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return compared(one, traceMember).equals(compared(other, traceMember));
        } catch (JsonProcessingException e) {
            return false; // the requested document is JSON, so the other one is not
        }
    }

    private static JsonNode compared(String document, String traceMember) throws JsonProcessingException {
        JsonNode read = JobDocument.JSON.readTree(document);
        return unsigned(traceMember == null ? read : TracedDocument.without(read, traceMember));
    }

    private static JsonNode unsigned(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(p -> copy.set(p.getKey(), unsigned(p.getValue())));
            return copy;
        } else if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(n -> copy.add(unsigned(n)));
            return copy;
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(unsigned(node.textValue())) : node;
    }

    private static String unsigned(String text) {
        String filled = PLACEHOLDER.matcher(text).replaceAll("$1");
        return QUERY.matcher(filled).replaceAll(query -> Matcher.quoteReplacement(unsignedQuery(query.group(1))));
    }

    private static String unsignedQuery(String query) {
        String rest = Arrays.stream(query.split("&", -1))
                .filter(p -> !p.toLowerCase(Locale.ROOT).startsWith("x-amz-"))
                .collect(Collectors.joining("&"));
        return rest.isEmpty() && !query.isEmpty() ? "" : "?" + rest;
    }
}
