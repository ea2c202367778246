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
package io.github.cameliot.emulator.auth;

import io.github.cameliot.emulator.wire.Percent;
import io.github.cameliot.emulator.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request in the form that is signed.
 *
 * <p>Source: AWS Signature Version 4, "Create a canonical request": for every service except S3, the path is encoded
 * once more than on the wire.
 */
final class CanonicalRequest {

    private static final String UNRESERVED = "-._~";

    private CanonicalRequest() {}

    /**
     * The canonical request.
     *
     * @param unsigned names of query parameters that are not part of it, besides the signature
     */
    static String of(Request request, List<String> signedHeaders, String payloadHash, Set<String> unsigned) {
        return String.join(
                "\n",
                request.method(),
                path(request.rawPath()),
                query(request.rawQuery(), unsigned),
                signedHeaders.stream()
                        .map(name -> name + ":" + value(request, name) + "\n")
                        .collect(Collectors.joining()),
                String.join(";", signedHeaders),
                payloadHash);
    }

    private static String path(String rawPath) {
        return Arrays.stream(rawPath.split("/", -1))
                .map(CanonicalRequest::encode)
                .collect(Collectors.joining("/"));
    }

    private static String query(String rawQuery, Set<String> unsigned) {
        return Arrays.stream(rawQuery.split("&"))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith("X-Amz-Signature="))
                .filter(pair -> !unsigned.contains(pair.split("=", 2)[0]))
                .map(CanonicalRequest::pair)
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String pair(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        return encode(Percent.decode(name)) + "=" + encode(Percent.decode(value));
    }

    private static String value(Request request, String header) {
        String value = request.header(header);
        if (value == null) {
            throw AuthErrors.incomplete("a signed header is missing");
        }
        return value.trim().replaceAll(" +", " ");
    }

    /** Source: RFC 3986, section 2.3, with uppercase hex digits as Signature Version 4 requires. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
