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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NullMembersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":null} | {}",
                "{ \"a\" : null } | {  }",
                "{\"a\":null,\"b\":1} | {\"b\":1}",
                "{\"b\":1,\"a\":null} | {\"b\":1}",
                "{\"a\":null, \"b\":null, \"c\":1, \"d\":null, \"e\":null, \"f\":2} | {\"c\":1, \"f\":2}",
                "{\"a\":null,\"b\":{\"c\":null}} | {\"b\":{}}",
                "{\"b\":{\"c\":null,\"d\":{\"e\":null}},\"f\":null} | {\"b\":{\"d\":{}}}",
                "[{\"a\":null},null,[null]] | [{},null,[null]]",
                "{\"d\":[null,1],\"a\":null} | {\"d\":[null,1]}",
                "{\"a\":\"null\",\"null\":0} | {\"a\":\"null\",\"null\":0}",
                "{\"a\\\"\":null,\"b\":\"\\u00e9\\/\"} | {\"b\":\"\\u00e9\\/\"}",
                "{\"é\uD83D\uDE80\":null,\"b\":\"\uD83D\uDE80\"} | {\"b\":\"\uD83D\uDE80\"}",
                "{\"n\":1.10,\"big\":12345678901234567890,\"f\":1e2,\"z\":null} | {\"n\":1.10,\"big\":12345678901234567890,\"f\":1e2}",
                "null | null"
            })
    void onlyTheyAreDropped(String json, String expected) {
        assertThat(NullMembers.dropped(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null and void", "{\"a\":null", "{\"a\":null}}", "{a:null}", "{\"a\":nul}", "<a>null</a>", ""})
    void whatIsNotJsonStays(String text) {
        assertThat(NullMembers.dropped(text)).isEqualTo(text);
    }

    @Test
    void depthAndLengthAreNoLimit() {
        String nested = "{\"a\":".repeat(4_000) + "{\"x\":null}" + "}".repeat(4_000);
        String digits = "1".repeat(5_000);

        assertThat(NullMembers.dropped(nested)).isEqualTo(nested.replace("\"x\":null", ""));
        assertThat(NullMembers.dropped("{\"n\":" + digits + ",\"x\":null}")).isEqualTo("{\"n\":" + digits + "}");
    }

    @Test
    void anyDocumentIsTheSameWithoutThem() throws IOException {
        Random random = new Random(7);

        for (int i = 0; i < 500; i++) {
            String json = object(random, 4);
            JsonNode expected = Json.READER.readTree(json);
            removeNulls(expected);

            assertThat(Json.READER.readTree(NullMembers.dropped(json))).isEqualTo(expected);
        }
    }

    private static String object(Random random, int depth) {
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(5); i > 0; i--) {
            json.append("\"m")
                    .append(i)
                    .append("\": ")
                    .append(value(random, depth))
                    .append(i == 1 ? "" : " ,");
        }
        return json.append('}').toString();
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 3)) {
            case 0, 3 -> "null";
            case 1 -> "1.50";
            case 2 -> "\"null\"";
            case 4 -> "[null, " + object(random, depth - 1) + "]";
            default -> object(random, depth - 1);
        };
    }

    private static void removeNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(NullMembersTest::removeNulls);
    }
}
