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
package io.github.cameliot.jobsdata.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a W3C trace context. */
class TraceContextTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0\u0661",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                "\r\nX-Admin: 1\r\n0123456789012345678901234567890123456789"
            })
    void anythingButATraceparentOfVersion00IsNone(String traceparent) {
        assertThat(TraceContext.of(traceparent, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
                "fw529a3039@dt=FfAAAH-_~ a",
                "a=1 ,\tb=2",
                "a=1,,b=2",
                "a/b-c_d*=x"
            })
    void aTracestateIsTakenAsItIs(String tracestate) {
        assertThat(TraceContext.of(PARENT, tracestate)).contains(new TraceContext(PARENT, tracestate));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "=1",
                "a=",
                "A=1",
                "1a=1",
                "a=1=2",
                "a=1\r\nX-Admin: 1",
                "a=\u0000",
                "a=\u00e9",
                "a=1;b=2\u0085"
            })
    void aWrongTracestateIsLeftOutAndTheTraceparentStays(String tracestate) {
        assertThat(TraceContext.of(PARENT, tracestate)).contains(new TraceContext(PARENT, null));
    }

    @Test
    void aTracestateHasAtMost512CharactersAnd32Members() {
        assertThat(TraceContext.of(PARENT, longest(256) + "," + longest(255)))
                .hasValueSatisfying(c -> assertThat(c.tracestate()).hasSize(512));
        assertThat(TraceContext.of(PARENT, longest(256) + "," + longest(256))).contains(new TraceContext(PARENT, null));
        assertThat(TraceContext.of(PARENT, members(32)))
                .hasValueSatisfying(c -> assertThat(c.tracestate()).isEqualTo(members(32)));
        assertThat(TraceContext.of(PARENT, members(33))).contains(new TraceContext(PARENT, null));
    }

    private static String longest(int length) {
        return "a=" + "x".repeat(length - 2);
    }

    private static String members(int number) {
        return IntStream.range(0, number).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
    }
}
