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

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The job document: any text, JSON is not required. Placeholders for presigned URLs are filled each time it is requested
 * for; the signatures are made up.
 *
 * <p>Source: AWS IoT developer guide, "Presigned URLs"; PresignedUrlConfig, service model of {@code iot}.
 *
 * @param text as given to CreateJob
 * @param urlSeconds how long a presigned URL is valid, 60 to 3600
 */
public record JobDocument(String text, long urlSeconds) {

    private static final String MARK = "${aws:iot:s3-presigned-url:";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{aws:iot:s3-presigned-url:([^}\\s]*)}");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long LONGEST = 3600;

    public JobDocument {
        if (urlSeconds < 60 || urlSeconds > LONGEST) {
            throw ServiceException.invalid(
                    "presignedUrlConfig.expiresInSec %d is not possible. Use 60 to %d".formatted(urlSeconds, LONGEST));
        }
    }

    public JobDocument(String text) {
        this(text, LONGEST);
    }

    /** The document as a worker gets it now. */
    String at(Instant now) {
        return text.contains(MARK)
                ? PLACEHOLDER
                        .matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + signature(now)))
                : text;
    }

    private String signature(Instant now) {
        return "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=%s&X-Amz-Expires=%d&X-Amz-SignedHeaders=host&X-Amz-Signature=%s"
                .formatted(
                        STAMP.format(now),
                        urlSeconds,
                        UUID.randomUUID().toString().replace("-", ""));
    }
}
