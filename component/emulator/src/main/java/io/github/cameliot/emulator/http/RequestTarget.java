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
package io.github.cameliot.emulator.http;

/**
 * The target in a request line.
 *
 * @param authority host and port if the line contains them, which are then used instead of the {@code Host} header;
 *     else null
 * @param uri path and query
 */
record RequestTarget(String authority, String uri) {

    /** With a proxy, the request line has the absolute URI. Source: RFC 9112, sections 3.2.2 and 3.3. */
    static RequestTarget of(String line) {
        if (!line.startsWith("http://") && !line.startsWith("https://")) {
            return new RequestTarget(null, line);
        }
        int start = line.indexOf("//") + 2;
        int path = line.indexOf('/', start);
        return path < 0
                ? new RequestTarget(line.substring(start), "/")
                : new RequestTarget(line.substring(start, path), line.substring(path));
    }
}
