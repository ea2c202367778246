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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which documents are the same job. */
class DocumentComparisonTest {

    private static final String SIGNED = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=abc";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1,\"b\":2} | { \"b\":2, \"a\":1 } | true",
                "[1,2] | [2,1] | false",
                "{\"a\":1} | {\"a\":\"1\"} | false",
                "{\"a\":1} | {\"a\":1,\"b\":null} | false",
                "{\"a\":1e400} | {\"a\":1e500} | false",
                "{} | not json | false",
                "[\"${aws:iot:s3-presigned-url:https://b/k}\"] | [\"https://b/k?SIGNED\"] | true",
                "[\"${aws:iot:s3-presigned-url-v2:https://b/k}\"] | [\"https://b/k?SIGNED\"] | true",
                "[\"${aws:iot:s3-presigned-url:https://b/k?versionId=1}\"] | [\"https://b/k?versionId=1&SIGNED\"] | true",
                "[\"${aws:iot:s3-presigned-url:https://b/k?versionId=1}\"] | [\"https://b/k?versionId=2&SIGNED\"] | false",
                "[\"${aws:iot:s3-presigned-url:https://b/k}\"] | [\"https://b/other?SIGNED\"] | false",
                "{\"u\":{\"v\":\"https://b/k?SIGNED\"}} | {\"u\":{\"v\":\"https://b/k?X-Amz-Signature=other\"}} | true",
                "[\"https://b/k?x=1\"] | [\"https://b/k?x=2\"] | false",
                "[\"why?\"] | [\"why\"] | false",
            })
    void isTheSameJsonWithoutSignatures(String one, String other, boolean same) {
        assertThat(DocumentComparison.same(one.replace("SIGNED", SIGNED), other.replace("SIGNED", SIGNED), null))
                .isEqualTo(same);
    }
}
