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
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/**
 * The job document in the body of a message: JSON, up to 32,768 characters. No error message contains any part of it.
 *
 * <p>Source: CreateJobRequest#document, service model 2015-05-28. That a character is a code point is inferred.
 */
final class JobDocument {

    static final int MOST_CHARACTERS = 32_768;

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final int MOST_BYTES = 4 * MOST_CHARACTERS;
    private static final String WANTED =
            " iot-jobs:create takes the job document from the body: JSON text (String, bytes"
                    + " or stream), a Map, a List or a JsonNode, as in {\"version\":7}.";

    private JobDocument() {}

    /** @throws IllegalArgumentException for a body that is not a job document */
    static String of(Message message) {
        String text = text(message);
        if (text.isBlank()) {
            throw new IllegalArgumentException("The body is empty." + WANTED);
        }
        if (isTooLong(text)) {
            throw tooLong(text.codePointCount(0, text.length()) + " characters");
        }
        int lone = loneSurrogate(text);
        if (lone >= 0) {
            throw new IllegalArgumentException("The job document has half a character (a lone surrogate) at "
                    + "position " + lone + ", which cannot be sent. Do not cut texts inside a character.");
        }
        JsonNode read = read(text);
        if (!read.isContainerNode()) {
            throw new IllegalArgumentException("The body is JSON, but neither an object nor an array." + WANTED);
        }
        return text;
    }

    static boolean isTooLong(String text) {
        return text.codePointCount(0, text.length()) > MOST_CHARACTERS;
    }

    private static String text(Message message) {
        Object body = message.getBody();
        if (body == null) {
            throw new IllegalArgumentException("There is no body." + WANTED);
        } else if (body instanceof String text) {
            return text;
        } else if (body instanceof Map || body instanceof Collection || body instanceof JsonNode) {
            return write(body);
        } else if (body instanceof byte[] bytes) {
            return decode(bytes);
        }
        return stream(message, body);
    }

    /** A body that can be read only once is replaced by its text, so that the route can still use it. */
    private static String stream(Message message, Object body) {
        InputStream in = message.getBody(InputStream.class);
        if (in == null) {
            throw new IllegalArgumentException(
                    "The body is a " + body.getClass().getName() + "." + WANTED
                            + " Convert it to one of these first, for example with marshal().json().");
        }
        try {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            String text = decode(bytes);
            if (body instanceof StreamCache cache) {
                cache.reset();
            } else if (body instanceof InputStream || body instanceof Reader) {
                message.setBody(text);
            }
            return text;
        } catch (IOException e) {
            throw new IllegalArgumentException("The body, a " + body.getClass().getName() + ", cannot be read.", e);
        }
    }

    private static String decode(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw tooLong("more than " + MOST_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The job document is not UTF-8." + WANTED, e);
        }
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            // without the cause, which contains keys and values
            throw new IllegalArgumentException("The body, a " + body.getClass().getName()
                    + ", contains a value that cannot be written as JSON." + WANTED);
        }
    }

    /** @throws IllegalArgumentException for a text that is not JSON */
    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            // without the cause, which contains parts of the document
            throw new IllegalArgumentException("The body is not JSON" + where + "." + WANTED);
        }
    }

    private static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }

    private static IllegalArgumentException tooLong(String found) {
        return new IllegalArgumentException("The job document has " + found + ", AWS accepts at "
                + "most " + MOST_CHARACTERS + " characters. Store large content elsewhere, for example in S3, and "
                + "put its address into the document.");
    }
}
