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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job document can do to a trace, and to nothing else. */
class TraceMemberTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-11111111111111111111111111111111-1111111111111111-01";
    private static final TraceMember TRACE = new TraceMember("trace");

    @Test
    void theMemberIsFoundBehindOthersOfAnyShape() {
        String document = "{\"a\":[{\"trace\":{\"traceparent\":\"" + OTHER
                + "\"}}],\"b\":{\"trace\":1},\"c\":1e9,\"trace\":"
                + "{\"x\":{\"traceparent\":\"" + OTHER + "\"},\"tracestate\":\"k=v\",\"traceparent\":\"" + PARENT
                + "\"},\"d\":null}";

        assertThat(TRACE.find(document)).contains(new TraceContext(PARENT, "k=v"));
    }

    @Test
    void theFirstOfTwoCounts() {
        String one = "\"trace\":{\"traceparent\":\"" + PARENT + "\",\"traceparent\":\"" + OTHER + "\"}";
        String two = "\"trace\":{\"traceparent\":\"" + OTHER + "\"}";

        assertThat(TRACE.find("{" + one + "," + two + "}")).contains(new TraceContext(PARENT, null));
        assertThat(TRACE.find("{\"trace\":7," + two + "}")).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "no JSON",
                "null",
                "7",
                "[{\"trace\":{\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}}]",
                "{\"trace\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}",
                "{\"trace\":{\"traceparent\":[\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"]}}",
                "{\"trace\":{\"traceparent\":null}}",
                "{\"trace\":{\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"",
                "{\"trace\":{",
                "{\"trace\"",
                "{\"a\":}",
                "{\"Trace\":{\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}}"
            })
    void whatIsMissingOrBrokenIsIgnored(String document) {
        assertThat(TRACE.find(document)).isEmpty();
    }

    @Test
    void aDocumentThatNestsWithoutEndIsIgnored() {
        assertThat(TRACE.find("{\"a\":" + "[".repeat(30_000))).isEmpty();
        assertThat(TRACE.find("{\"trace\":" + "{\"traceparent\":".repeat(2_000)))
                .isEmpty();
        assertThat(TRACE.find("{\"" + "a".repeat(100_000) + "\":1}")).isEmpty();
    }

    @Test
    void noOtherHeaderIsSet() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            DefaultMessage message = new DefaultMessage(context);
            message.setHeader("kept", 1);

            TRACE.show(
                    message,
                    "{\"trace\":{\"CamelHttpUri\":\"http://evil\",\"baggage\":\"a=b\",\"tracestate\":\"a=1\\r\\nX: y\","
                            + "\"traceparent\":\"" + PARENT + "\",\"CamelAwsIotJobsOutcome\":\"SUCCEEDED\"}}");

            assertThat(message.getHeaders()).containsOnlyKeys("kept", "traceparent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "\"", "a\",\"b", "trace\n", "tr\u00e4ce"})
    void aNameThatIsNoPlainMemberIsRefused(String name) {
        assertThatThrownBy(() -> TraceMember.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("traceContext=", "traceContext=trace");
    }
}
