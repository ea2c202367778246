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
package io.github.cameliot.routes.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.routes.ExactJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows whether a document is still the one that a workflow began with. The service signs presigned URLs again each time
 * that it returns a document, so the parameters of a signature are left out; everything else counts, the order of members
 * and the other parameters of such a URL included.
 */
final class Fingerprint {

    private static final int DIGITS = 12;

    /** A URL and its query. The query is optional, so that each character is looked at once. */
    private static final Pattern URL = Pattern.compile("(https?://[^\\s?\"'<>]*+)(\\?[^\\s,;\"'<>#]*+)?");

    private static final Pattern SIGNATURE = Pattern.compile("(?i)[?&](X-Amz-)?Signature=");

    /** Of signatures that do not begin with {@code X-Amz-}: Amazon S3 version 2, Amazon CloudFront. */
    private static final Set<String> OF_SIGNATURES =
            Set.of("awsaccesskeyid", "signature", "expires", "policy", "key-pair-id");

    private Fingerprint() {}

    static String of(JsonNode document) {
        byte[] text = ExactJson.write(unsigned(document)).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static JsonNode unsigned(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), unsigned(member.getValue())));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(unsigned(element)));
            return copy;
        }
        return value.isTextual() ? JsonNodeFactory.instance.textNode(unsigned(value.textValue())) : value;
    }

    private static String unsigned(String text) {
        return SIGNATURE.matcher(text).find()
                ? URL.matcher(text).replaceAll(url -> Matcher.quoteReplacement(url.group(1) + rest(url.group(2))))
                : text;
    }

    /** @param query null for none */
    private static String rest(String query) {
        if (query == null) {
            return "";
        }
        if (!SIGNATURE.matcher(query).find()) {
            return query;
        }
        return Arrays.stream(query.substring(1).split("&", -1))
                .filter(parameter -> !isOfSignature(parameter))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static boolean isOfSignature(String parameter) {
        String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
        return name.startsWith("x-amz-") || OF_SIGNATURES.contains(name);
    }
}
