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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders <code>${aws:iot:...}</code> of job documents. Those for presigned URLs of S3 are filled, with
 * invalid signatures; the others are left unchanged.
 *
 * <p>Source: AWS IoT developer guide, "Presigned URLs": {@code s3-presigned-url-v2} with an encoded URL, in older
 * editions {@code s3-presigned-url} with a URL that may have blanks, or with bucket and key alone. It is inferred that
 * blanks become encoded: a URL has none.
 */
final class Placeholders {

    private static final String MARK = "${aws:iot:";
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{aws:iot:([a-zA-Z0-9_-]{1,64})(?::([^}\"\\r\\n]*))?}");
    private static final Pattern KIND = Pattern.compile("\\$\\{aws:iot:([a-zA-Z0-9_-]{0,64})");
    private static final Pattern URL = Pattern.compile("https?://[^/\\s]+.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern BUCKET_AND_KEY = Pattern.compile("[a-zA-Z0-9._-]{3,255}/.+");
    private static final String NOT_IN_URLS = " \"<>`{|}^";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Placeholders() {}

    static String filled(String text, Instant now, long urlSeconds) {
        if (!text.contains(MARK)) {
            return text;
        }
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String url = url(found);
            return Matcher.quoteReplacement(url == null ? found.group() : signed(url, now, urlSeconds));
        });
    }

    /** The kinds of placeholders that are not filled, in any spelling. */
    static Set<String> unfilledKinds(String text) {
        Set<String> kinds = new TreeSet<>();
        if (text.contains(MARK)) {
            String unfilled = PLACEHOLDER
                    .matcher(text)
                    .replaceAll(found -> url(found) == null ? Matcher.quoteReplacement(found.group()) : "");
            KIND.matcher(unfilled).results().forEach(found -> kinds.add(found.group(1)));
        }
        return kinds;
    }

    /** The URL to sign; null if it is not a placeholder for a URL. */
    private static String url(MatchResult found) {
        // JSON may escape a slash.
        String target =
                found.group(2) == null ? "" : found.group(2).replace("\\/", "/").trim();
        boolean isUrl = URL.matcher(target).matches();
        return switch (found.group(1)) {
            case "s3-presigned-url-v2" -> isUrl ? encoded(target) : null;
            case "s3-presigned-url" ->
                isUrl
                        ? encoded(target)
                        : BUCKET_AND_KEY.matcher(target).matches()
                                ? "https://s3.amazonaws.com/" + encoded(target)
                                : null;
            default -> null;
        };
    }

    /** Encodes characters that are not allowed in a URL, and keeps what is encoded already. */
    private static String encoded(String target) {
        StringBuilder url = new StringBuilder();
        target.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7f && NOT_IN_URLS.indexOf(c) < 0) {
                url.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    url.append("%%%02X".formatted(b & 0xff));
                }
            }
        });
        return url.toString();
    }

    private static String signed(String url, Instant now, long urlSeconds) {
        int fragment = url.indexOf('#') < 0 ? url.length() : url.indexOf('#');
        String signature =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=%s&X-Amz-Expires=%d&X-Amz-SignedHeaders=host&X-Amz-Signature=%s"
                        .formatted(
                                STAMP.format(now),
                                urlSeconds,
                                UUID.randomUUID().toString().replace("-", ""));
        String unsigned = url.substring(0, fragment);
        return unsigned + (unsigned.indexOf('?') < 0 ? "?" : "&") + signature + url.substring(fragment);
    }
}
