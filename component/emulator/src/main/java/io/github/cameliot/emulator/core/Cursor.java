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
package io.github.cameliot.emulator.core;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page starts: at an item, not at an index, so that items created or deleted between two pages do not shift it.
 *
 * @param name the first sort key; empty if the order has no name
 * @param number the second sort key
 */
public record Cursor(String name, long number) {

    /** The form a client gets: opaque, safe in a query. */
    public String token() {
        byte[] plain = (number + ":" + name).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /** Null for null. */
    public static Cursor parse(String token) {
        if (token == null) {
            return null;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int colon = plain.indexOf(':');
            return new Cursor(plain.substring(colon + 1), Long.parseLong(plain.substring(0, Math.max(0, colon))));
        } catch (IllegalArgumentException e) {
            throw ServiceException.invalid(Quote.of("nextToken", token) + " is not a token of this service");
        }
    }
}
