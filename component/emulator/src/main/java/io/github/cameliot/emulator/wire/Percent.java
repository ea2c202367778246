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

import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.ServiceException;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Percent decoding by Netty, made strict: characters that must be encoded in a request line, and octets that are not
 * UTF-8, are refused; Netty would accept or replace them.
 */
public final class Percent {

    private Percent() {}

    /** The decoded text of one path segment; a plus sign is not a space. */
    public static String decode(String encoded) {
        requireEncoded(encoded);
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        try {
            // decodeComponent decodes a plus sign to a space, as in HTML forms.
            return utf8(QueryStringDecoder.decodeComponent(encoded.replace("+", "%2B"), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw notEncoded(encoded);
        }
    }

    /**
     * Refuses characters that are not allowed in a request line: controls, spaces, anything but ASCII, and a fragment.
     */
    static void requireEncoded(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '#') {
                throw notEncoded(encoded);
            }
        }
    }

    /** The text of octets. Netty decodes them as ISO-8859-1, which keeps each octet as one character. */
    static String utf8(String octets) {
        return Utf8.decode(octets.getBytes(StandardCharsets.ISO_8859_1), "the request's path or query");
    }

    static ServiceException notEncoded(String encoded) {
        return ServiceException.invalid(Quote.of("The request's path or query", encoded) + " is not percent-encoded");
    }
}
