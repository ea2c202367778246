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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.emulator.Operation;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are no job document: refused before any call, without showing what is in them. */
class JobDocumentTest {

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(null, "no body"),
                Arguments.of("", "empty"),
                Arguments.of(" \n", "empty"),
                Arguments.of("null", "neither an object nor an array"),
                Arguments.of("42", "neither an object nor an array"),
                Arguments.of("\"SESAME\"", "neither an object nor an array"),
                Arguments.of("SESAME", "not JSON (line 1, column"),
                Arguments.of("{\"pin\":SESAME}", "not JSON (line 1, column"),
                Arguments.of("{\"pin\":\"SESAME\"} {}", "not JSON"),
                Arguments.of("{\"pin\":\"SESAME\"", "not JSON"),
                Arguments.of("[".repeat(20_000), "not JSON"),
                Arguments.of("{\"pin\":\"SESAME\uD83D\"}", "position 14"),
                Arguments.of("{\"pin\":\"" + "SESAME".repeat(6_700) + "\"}", "40210 characters"),
                Arguments.of(Map.of("pin", "SESAME\uDE00"), "lone surrogate"),
                Arguments.of(Map.of("pin", new Object()), "cannot be written as JSON"),
                Arguments.of(new byte[] {'{', (byte) 0xff, '}'}, "not UTF-8"),
                Arguments.of(new ByteArrayInputStream(new byte[3_000_000]), "131072 bytes"),
                Arguments.of(new Thread("SESAME"), "java.lang.Thread"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void isRefused(Object body, String why) {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            camel.start();
            Message message = new DefaultMessage(camel);
            message.setBody(body);

            Throwable refused = catchThrowable(() -> JobDocument.of(message));

            assertThat(refused).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
            StringWriter all = new StringWriter();
            refused.printStackTrace(new PrintWriter(all));
            assertThat(all.toString()).doesNotContain("SESAME");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anEndlessStreamIsReadNoFurtherThanItMayBeLong() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            camel.start();
            Message message = new DefaultMessage(camel);
            message.setBody(new InputStream() {
                @Override
                public int read() {
                    return ' ';
                }
            });

            assertThat(catchThrowable(() -> JobDocument.of(message))).hasMessageContaining("131072 bytes");
        }
    }

    @Test
    void nothingIsAskedOfTheServiceForABadDocument() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");

            for (Object body : List.of("", "{", Collections.nCopies(20_000, "a"))) {
                assertThat(bench.send("iot-jobs:create?jobId=ota-7&thing=pump-12", body)
                                .getException())
                        .isInstanceOf(IllegalArgumentException.class);
            }

            assertThat(bench.count(Operation.DESCRIBE_THING)).isZero();
            assertThat(bench.count(Operation.CREATE_JOB)).isZero();
        }
    }
}
