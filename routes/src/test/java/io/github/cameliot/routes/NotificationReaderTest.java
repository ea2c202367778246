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

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationReaderTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String THING = "{\"thing\":\"pump-12\"}";

    private static Message message(Object body) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(body);
        return exchange.getMessage();
    }

    private static List<NotificationReader.Part> read(Object body) {
        return NotificationReader.read(message(body));
    }

    private static List<String> things(Object body) {
        return read(body).stream()
                .map(part -> part.json().path("thing").asText())
                .toList();
    }

    private static String envelope(String file, String inside) throws Exception {
        return Inputs.text("events/" + file).replace("\"INSIDE\"", inside);
    }

    private static String text(String json) throws Exception {
        return MAPPER.writeValueAsString(json);
    }

    static Stream<Arguments> bodies() throws Exception {
        return Stream.of(
                        THING,
                        CharBuffer.wrap(THING),
                        THING.getBytes(UTF_8),
                        ("\uFEFF" + THING).getBytes(UTF_8),
                        "\uFEFF" + THING,
                        ByteBuffer.wrap(THING.getBytes(UTF_8)),
                        new ByteArrayInputStream(THING.getBytes(UTF_8)),
                        new InputStreamCache(THING.getBytes(UTF_8)),
                        Map.of("thing", "pump-12"),
                        MAPPER.readTree(THING),
                        List.of(THING),
                        List.of(THING.getBytes(UTF_8)),
                        List.of(List.of(Map.of("thing", "pump-12"))),
                        "[" + THING + "]",
                        text(THING),
                        envelope("sns.json", text(THING)),
                        envelope("sqs.json", text(THING)),
                        envelope("sqs.json", text(envelope("sns.json", text(THING)))),
                        envelope("eventbridge.json", THING),
                        envelope("lambda-sns.json", envelope("sns.json", text(THING))),
                        "{\"schema\":null,\"payload\":" + THING + "}",
                        Map.of("Type", "Notification", "Message", THING),
                        List.of(Map.of("Type", "Notification", "Message", text(THING))))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aNotificationIsFoundInBodiesOfAllTypesAndInTheirEnvelopes(Object body) {
        assertThat(things(body)).containsExactly("pump-12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Records", "Message", "detail", "body", "payload"})
    void whatNamesItsThingIsNoEnvelope(String member) {
        String json = "{\"thing\":\"pump-12\",\"" + member + "\":[" + THING + "],\"Type\":\"Notification\"}";

        assertThat(things(json)).containsExactly("pump-12");
    }

    @Test
    void everyRecordOfABatchIsANotificationAndABadOneSpoilsNoOther() throws Exception {
        String list = "[" + THING + ",\"not JSON\",null,12," + text("{\"thing\":\"pump-17\"}") + ",[]]";

        assertThat(things(list)).containsExactly("pump-12", "", "", "", "pump-17");
        assertThat(read(list).get(1).fault()).hasMessageContaining("is not JSON");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("secret", "is not JSON (line 1, column"),
                Arguments.of("", "is empty"),
                Arguments.of("  ", "is empty"),
                Arguments.of("{\"thing\":\"secret\",\"thing\":\"b\"}", "is not JSON"),
                Arguments.of("{\"thing\":\"secret\"} trailing", "is not JSON"),
                Arguments.of("[".repeat(100_000), "is not JSON"),
                Arguments.of("[[[[[[[[[[\"secret\"]]]]]]]]]]", "envelopes or lists"),
                Arguments.of(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}, "is not UTF-8"),
                Arguments.of(THING.getBytes(UTF_16), "is not UTF-8"),
                Arguments.of(new byte[] {0, 0, 0, 0, 7, 12, 's'}, "schema registry"),
                Arguments.of("x".repeat(NotificationBody.LARGEST + 1), "larger than 1048576"),
                Arguments.of(new byte[NotificationBody.LARGEST + 1], "larger than 1048576"),
                Arguments.of(new InputStreamCache(new byte[NotificationBody.LARGEST + 1]), "larger than 1048576"),
                Arguments.of(Map.of("secret", new Object()), "cannot be written as JSON"),
                Arguments.of(new Thread(), "of type java.lang.Thread"),
                Arguments.of("{\"Type\":\"Notification\",\"Message\":\"secret\"}", "is not JSON"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aBodyThatCannotBeReadIsOnePartWithItsFaultAndWithoutItsContent(Object body, String fault) {
        assertThat(read(body)).singleElement().satisfies(part -> {
            assertThat(part.json().isMissingNode()).isTrue();
            assertThat(part.fault()).hasMessageContaining(fault).hasMessageNotContaining("secret");
        });
    }

    @Test
    void aMapThatContainsItselfIsAFault() {
        Map<String, Object> map = new HashMap<>();
        map.put("map", map);

        assertThat(read(map)).singleElement().satisfies(part -> assertThat(part.fault())
                .hasMessageContaining("cannot be written as JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[[],[]]", "{\"Records\":[]}"})
    void aBatchWithoutRecordsIsOnePartWithoutJson(String body) {
        assertThat(read(body)).singleElement().satisfies(part -> {
            assertThat(part.json().isMissingNode()).isTrue();
            assertThat(part.fault()).isNull();
        });
    }

    @Test
    void noBodyIsOnePartWithoutJson() {
        assertThat(read(null)).containsExactlyElementsOf(read(new ArrayList<>(Arrays.asList())));
    }

    @Test
    void aStreamCanBeReadAgain() {
        for (Object body :
                List.of(new ByteArrayInputStream(THING.getBytes(UTF_8)), new InputStreamCache(THING.getBytes(UTF_8)))) {
            Message message = message(body);

            NotificationReader.read(message);

            assertThat(message.getBody(String.class)).isEqualTo(THING);
        }
    }

    @Test
    void anEnvelopeWithoutAMessageIsReadAsItIs() throws Exception {
        String confirmation =
                "{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"a\",\"Message\":\"You have chosen\"}";

        assertThat(read(confirmation)).singleElement().satisfies(part -> {
            assertThat(part.json()).isEqualTo(MAPPER.readTree(confirmation));
            assertThat(part.fault()).isNull();
        });
    }
}
