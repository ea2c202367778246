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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.core.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Netty's lenient decoder must not let through, and what it must not change. */
class DecodingTest {

    @ParameterizedTest
    @CsvSource({"pump-1,pump-1", "%24next,$next", "%24%6eext,$next", "a%2Fb,a/b", "a+b,a+b", "a%2Bb+c,a+b+c"})
    void segmentIsDecodedAndItsPlusKept(String encoded, String decoded) {
        assertThat(Percent.decode(encoded)).isEqualTo(decoded);
    }

    @Test
    void utf8IsDecoded() {
        assertThat(Percent.decode("%C3%A9%F0%9F%98%80")).isEqualTo("\u00e9\ud83d\ude00");
        assertThat(Query.parse("a=%C3%A9").text("a")).isEqualTo("\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "a%",
                "%4",
                "%zz",
                "%4g",
                "%+1",
                "%-1",
                "%%32",
                "%u0041",
                // Not UTF-8: a lone octet, an overlong slash, a surrogate, beyond Unicode, a sequence that breaks off.
                "%FF",
                "%C0%AF",
                "%ED%A0%80",
                "%F4%90%80%80",
                "%E2%82",
                "%C3a",
                // Not encoded where it must be.
                "a b",
                "a\tb",
                "a\u0000b",
                "\u00e9",
                "a#b"
            })
    void whatIsMalformedIsRefusedInPathAndQuery(String malformed) {
        assertThatThrownBy(() -> Percent.decode(malformed)).isInstanceOf(ServiceException.class);
        assertThatThrownBy(() -> Query.parse("a=" + malformed)).isInstanceOf(ServiceException.class);
        assertThatThrownBy(() -> Query.parse(malformed + "=a")).isInstanceOf(ServiceException.class);
    }

    @Test
    void queryKeepsPlusSemicolonAndFurtherEqualsSigns() {
        Query query = Query.parse("a=1+2;3=4&b&&c=&d=%26%3D");

        assertThat(query.text("a")).isEqualTo("1+2;3=4");
        assertThat(query.text("b")).isEmpty();
        assertThat(query.text("c")).isEmpty();
        assertThat(query.text("d")).isEqualTo("&=");
        assertThat(query.text("e")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=1", "a&a", "a=1&%61=2"})
    void parameterThatIsGivenTwiceIsRefused(String query) {
        assertThatThrownBy(() -> Query.parse(query))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("is given twice");
    }

    @Test
    void secondValueAfterThousandsOfParametersIsRefusedToo() {
        StringBuilder query = new StringBuilder("last=1");
        for (int i = 0; i < 2_000; i++) {
            query.append("&p").append(i);
        }
        query.append("&last=2");

        assertThatThrownBy(() -> Query.parse(query.toString())).hasMessageContaining("is given twice");
    }
}
