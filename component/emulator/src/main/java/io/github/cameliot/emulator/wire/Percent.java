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
import java.io.ByteArrayOutputStream;

/** Percent decoding that refuses what it cannot read. */
public final class Percent {

    private Percent() {}

    public static String decode(String encoded) {
        if (isPlain(encoded)) {
            return encoded;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(octet(encoded, i));
                i += 2;
            } else if (c > 0x20 && c < 0x7f) {
                bytes.write(c);
            } else {
                throw unreadable(encoded);
            }
        }
        return Utf8.decode(bytes.toByteArray(), "the request's path or query");
    }

    private static boolean isPlain(String encoded) {
        return encoded.chars().allMatch(c -> c != '%' && c > 0x20 && c < 0x7f);
    }

    private static int octet(String encoded, int percent) {
        int high = percent + 2 < encoded.length() ? Character.digit(encoded.charAt(percent + 1), 16) : -1;
        int low = high >= 0 ? Character.digit(encoded.charAt(percent + 2), 16) : -1;
        if (low < 0) {
            throw unreadable(encoded);
        }
        return high * 16 + low;
    }

    private static ServiceException unreadable(String encoded) {
        return ServiceException.invalid(Quote.of("The request's path or query", encoded) + " is not percent-encoded");
    }
}
