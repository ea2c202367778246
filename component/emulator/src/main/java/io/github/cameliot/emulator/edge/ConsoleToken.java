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
package io.github.cameliot.emulator.edge;

import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Stands for a signature in requests of the console page: a script in a browser has no access key. It is new at each
 * start and valid until the emulator ends.
 *
 * @param value 32 hexadecimal digits
 */
public record ConsoleToken(String value) {

    private static final String HEADER = "x-emulator-token";

    /** For events only: an {@code EventSource} cannot send headers. */
    private static final String PARAMETER = "token";

    private static final String EVENTS = "/_emulator/events";

    /** A token that nobody can guess. */
    public static ConsoleToken random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return new ConsoleToken(HexFormat.of().formatHex(bytes));
    }

    boolean isIn(Request request, Query query) {
        String given = request.header(HEADER);
        if (given == null && request.rawPath().equals(EVENTS)) {
            given = query.text(PARAMETER);
        }
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /** Without its value. */
    @Override
    public String toString() {
        return "ConsoleToken";
    }
}
