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
 * @param method in uppercase
 * @param uri path and query, still encoded
 * @param headers finds a header by its lowercase name; null if it is absent
 * @param body empty if there is none
 * @param client the client that sent it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
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
