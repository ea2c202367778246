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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Removes members of JSON objects that are null, and keeps every other character: parsing and writing numbers again
 * would change their form. Elements of arrays are kept.
 */
public final class NullMembers {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String json;
    private final StringBuilder kept = new StringBuilder();
    /** For each open object or array, whether it has a member that is kept. */
    private final Deque<Boolean> isFilled = new ArrayDeque<>();
    /** Everything before this position is in {@link #kept}, or dropped. */
    private int done;
    /** The end of the last token that is kept. */
    private int lastEnd;

    private NullMembers(String json) {
        this.json = json;
    }

    /** The text without null members; the same text if it has none or is not JSON. */
    public static String dropped(String text) {
        if (!text.contains("null")) {
            return text;
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new NullMembers(text).drop(parser);
        } catch (IOException e) {
            return text;
        }
    }

    private String drop(JsonParser parser) throws IOException {
        isFilled.push(false);
        JsonToken token = parser.nextToken();
        while (token != null) {
            if (token == JsonToken.FIELD_NAME) {
                int start = start(parser);
                token = parser.nextToken();
                if (token == JsonToken.VALUE_NULL) {
                    token = dropMember(start, parser);
                    continue;
                }
            }
            keep(token, parser);
            token = parser.nextToken();
        }
        return kept.append(json, done, json.length()).toString();
    }

    private void keep(JsonToken token, JsonParser parser) throws IOException {
        if (token.isStructEnd()) {
            isFilled.pop();
        }
        isFilled.pop();
        isFilled.push(true);
        if (token.isStructStart()) {
            isFilled.push(false);
        }
        parser.finishToken();
        lastEnd = end(parser);
    }

    /** Returns the token after the member. */
    private JsonToken dropMember(int start, JsonParser parser) throws IOException {
        int end = end(parser);
        JsonToken next = parser.nextToken();
        if (isFilled.peek()) {
            // With the comma before it; if the member before it was dropped too, that comma is already gone.
            kept.append(json, done, Math.max(done, lastEnd));
            done = end;
        } else {
            kept.append(json, done, Math.max(done, start));
            // With the comma after it, if there is one.
            done = next == JsonToken.FIELD_NAME ? start(parser) : end;
        }
        return next;
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getCharOffset();
    }
}
