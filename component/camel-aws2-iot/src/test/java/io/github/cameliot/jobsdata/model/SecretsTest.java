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
package io.github.cameliot.jobsdata.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://me:pw@host/fw.bin?sig=abc next | https://xxxxxx@host/fw.bin?xxxxxx next",
                "HTTPS://host/?abc: 403 | HTTPS://host/?xxxxxx 403",
                "mqtts://me:p/w@host:8883 | mqtts://xxxxxx@host:8883",
                "redis://:pw@host/0 | redis://xxxxxx@host/0",
                "ftp://token@host,sftp://me:p@w@other/x | ftp://xxxxxx@host,sftp://xxxxxx@other/x",
                "https://me:p?w@host/x | https://xxxxxx?xxxxxx",
                "https://host/cb#access_token=pw | https://host/cb#xxxxxx",
                "https://host/a;session=pw?x=1 | https://host/a;xxxxxx",
                "login me:pw@host failed | login xxxxxx@host failed",
                "url=me:pw@host:80 | url=xxxxxx@host:80",
                "jdbc:postgresql://host/db?user=a&password=b | jdbc:postgresql://host/db?xxxxxx",
                "jdbc:h2:mem:x;USER=sa;PASSWORD=pw | jdbc:h2:mem:x;xxxxxx",
                "JDBC:sqlserver://host:1433;password=pw | JDBC:sqlserver://host:1433;xxxxxx",
                "jdbc:oracle:thin:scott/tiger@host:1521:x | xxxxxx@host:1521:x",
                "jdbc:mysql:address=(host=h)(password=pw) | jdbc:mysql:address=(xxxxxx",
                "Endpoint[direct:a?password=pw] | Endpoint[direct:a?xxxxxx",
                "GET /fw.bin?X-Amz-Signature=abc | GET /fw.bin?xxxxxx"
            })
    void whatMayBeASecretIsLeftOut(String text, String masked) {
        assertThat(Secrets.masked(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "checksum of pump-2.4.1.bin is wrong",
                "Connect to http://127.0.0.1:8080: refused",
                "https://host:8443/fw@2.0.bin and https://host/page#top",
                "jms://queue:orders, http://[::1]:8080/x and really? yes",
                "mail joe@example.com; x=1 (y=2)\tand\nmore",
                "jdbc:h2:mem:x"
            })
    void anyOtherTextStaysAsItIs(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }

    @Test
    void nullStaysNull() {
        assertThat(Secrets.masked(null)).isNull();
    }

    /** This takes milliseconds; with work that grows as the square it would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://a",
                "http://a@",
                "http://a:b@c/",
                "http://a:b",
                "://",
                "jdbc:",
                "jdbc:a;",
                "a:b@",
                "@",
                ":",
                "?",
                "=",
                "a:",
                "http://a?b ",
                "http://a:b@c ",
                "(",
                "#",
                "; ",
                "\u2028",
                "\ud800"
            })
    void aLongTextIsMaskedAndShownInOnePass(String part) {
        String text = part.repeat((1 << 18) / part.length());

        for (String whole : new String[] {text, text + "=", "=" + text, text + "?a=@", "http://x:y" + text + "@z"}) {
            assertTimeout(Duration.ofSeconds(5), () -> {
                Secrets.masked(whole);
                assertThat(OneLine.of(whole, 300)).hasSizeLessThanOrEqualTo(310);
                OneLine.printable(whole);
            });
        }
    }

    @Test
    void aSecretAtTheCutDoesNotSurviveInHalf() {
        for (int before = 240; before < 320; before++) {
            String text = "x".repeat(before) + " https://me:SESAME@host/x?sig=SESAME";

            assertThat(OneLine.of(text, 300)).doesNotContain("SES");
        }
    }
}
