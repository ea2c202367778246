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
package io.github.cameliot.routes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Reads and writes JSON without changing its numbers: {@code 1e400}, {@code 1.10} and 30 decimals stay as they are. A member
 * twice is refused.
 */
public final class ExactJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Jackson's own bound. */
    private static final int DEEPEST = 1000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExactJson() {}

    /**
     * The one value of the text.
     *
     * @return a missing node for a text without a value
     * @throws com.fasterxml.jackson.core.JsonProcessingException for anything but one JSON value
     */
    public static JsonNode parse(String text) throws IOException {
        return parse(text, DEEPEST);
    }

    /** As {@link #parse(String)}; arrays and objects that stand in more than so many others are refused as well. */
    public static JsonNode parse(String text, int deepest) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return NODES.missingNode();
            }
            JsonNode value = value(parser, deepest);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "There is text after the value");
            }
            return value;
        }
    }

    /** The JSON of a value that was read here, without spaces between its parts. */
    public static String write(JsonNode value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text has none
        }
        return text.toString();
    }

    private static void write(JsonNode value, JsonGenerator to) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                to.writeStartObject();
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    to.writeFieldName(member.getKey());
                    write(member.getValue(), to);
                }
                to.writeEndObject();
            }
            case ARRAY -> {
                to.writeStartArray();
                for (JsonNode element : value) {
                    write(element, to);
                }
                to.writeEndArray();
            }
            case NUMBER -> to.writeNumber(value.asText());
            case STRING -> to.writeString(value.textValue());
            case BOOLEAN -> to.writeBoolean(value.booleanValue());
            default -> to.writeNull();
        }
    }

    private static JsonNode value(JsonParser parser, int deeper) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, inside(parser, deeper));
            case START_ARRAY -> array(parser, inside(parser, deeper));
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new JsonParseException(parser, "A value was expected");
        };
    }

    private static int inside(JsonParser parser, int deeper) throws JsonParseException {
        if (deeper == 0) {
            throw new JsonParseException(parser, "Arrays and objects are nested too deep");
        }
        return deeper - 1;
    }

    private static JsonNode object(JsonParser parser, int deeper) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, value(parser, deeper));
        }
        return object;
    }

    private static JsonNode array(JsonParser parser, int deeper) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, deeper));
        }
        return array;
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        if (parser.getText().equals("-0")) {
            return decimal(parser);
        }
        return switch (parser.getNumberType()) {
            case INT, LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private static JsonNode decimal(JsonParser parser) throws IOException {
        try {
            String text = parser.getText();
            return new Decimal(new BigDecimal(text), text);
        } catch (NumberFormatException e) {
            throw new JsonParseException(parser, "A number is out of range", e);
        }
    }

    /** A number that keeps its text. */
    private static final class Decimal extends DecimalNode {

        private static final long serialVersionUID = 1L;

        private final String text;

        Decimal(BigDecimal value, String text) {
            super(value);
            this.text = text;
        }

        @Override
        public String asText() {
            return text;
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
