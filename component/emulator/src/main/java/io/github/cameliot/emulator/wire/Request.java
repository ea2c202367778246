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

import java.util.function.UnaryOperator;

/**
 * A request as it came over the wire.
 *
 * @param method in capitals
 * @param uri path and query, still encoded
 * @param headers looks a header up by its name in lower case; null when it is absent
 * @param body empty when there is none
 * @param client who sends it
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way, never compared.
public record Request(String method, String uri, UnaryOperator<String> headers, byte[] body, Client client) {

    public String header(String name) {
        return headers.apply(name);
    }

    /** The path, still encoded. */
    public String rawPath() {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** The query without its question mark, still encoded; empty for none. */
    public String rawQuery() {
        int query = uri.indexOf('?');
        return query < 0 ? "" : uri.substring(query + 1);
    }
}
