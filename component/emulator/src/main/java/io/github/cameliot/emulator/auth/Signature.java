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

import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The signature of a request and what it covers.
 *
 * @param scope the key, date, region and service of the signature
 * @param stamp the time, as {@code yyyyMMdd'T'HHmmss'Z'}
 * @param signedHeaders the signed headers, in lower case, in order
 * @param value the signature, in hex
 * @param validSeconds how long a presigned request may be used; null for one signed by header
 */
record Signature(Scope scope, String stamp, List<String> signedHeaders, String value, Long validSeconds) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    /** Source: the credential scope of AWS Signature Version 4. */
    record Scope(String accessKeyId, String date, String region, String service) {

        static Scope parse(String credential) {
            String[] parts = credential.trim().split("/", -1);
            if (parts.length != 5 || !parts[4].equals("aws4_request")) {
                throw AuthErrors.incomplete("Credential is not key/date/region/service/aws4_request");
            }
            return new Scope(parts[0], parts[1], parts[2], parts[3]);
        }

        @Override
        public String toString() {
            return "%s/%s/%s/aws4_request".formatted(date, region, service);
        }
    }

    static Signature of(Request request, Query query) {
        String authorization = request.header("authorization");
        if (authorization != null) {
            return ofHeader(authorization.trim(), request.header("x-amz-date"));
        }
        if (query.text("X-Amz-Signature") != null) {
            return ofQuery(query);
        }
        throw AuthErrors.missing();
    }

    private static Signature ofHeader(String authorization, String stamp) {
        if (!authorization.startsWith(ALGORITHM + " ")) {
            throw AuthErrors.incomplete("Authorization does not start with " + ALGORITHM);
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : authorization.substring(ALGORITHM.length()).split(",", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        field.substring(0, equals).trim(),
                        field.substring(equals + 1).trim());
            }
        }
        return new Signature(
                Scope.parse(needed(fields.get("Credential"), "Credential")),
                needed(stamp, "X-Amz-Date"),
                headers(needed(fields.get("SignedHeaders"), "SignedHeaders")),
                needed(fields.get("Signature"), "Signature"),
                null);
    }

    private static Signature ofQuery(Query query) {
        if (!ALGORITHM.equals(query.text("X-Amz-Algorithm"))) {
            throw AuthErrors.incomplete("X-Amz-Algorithm is not " + ALGORITHM);
        }
        return new Signature(
                Scope.parse(needed(query.text("X-Amz-Credential"), "X-Amz-Credential")),
                needed(query.text("X-Amz-Date"), "X-Amz-Date"),
                headers(needed(query.text("X-Amz-SignedHeaders"), "X-Amz-SignedHeaders")),
                query.text("X-Amz-Signature"),
                query.text("X-Amz-Expires") == null ? 900L : query.integer("X-Amz-Expires"));
    }

    private static List<String> headers(String semicolons) {
        List<String> headers = List.of(semicolons.toLowerCase(Locale.ROOT).split(";", -1));
        if (!headers.contains("host")) {
            throw AuthErrors.incomplete("SignedHeaders has no host");
        }
        return headers;
    }

    private static String needed(String value, String name) {
        if (value == null || value.isEmpty()) {
            throw AuthErrors.incomplete(name + " is missing");
        }
        return value;
    }

    boolean isPresigned() {
        return validSeconds != null;
    }

    Instant signedAt() {
        try {
            return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw AuthErrors.incomplete("X-Amz-Date is not like 20260801T100000Z");
        }
    }
}
