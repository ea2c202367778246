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
package io.github.cameliot.routes.workflow.handler;

import io.github.cameliot.jobsdata.model.OneLine;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What the query of a presigned URL says, and how its URL is shown to people: without it.
 *
 * <p>Source: Amazon S3 API reference, "Authenticating Requests: Using Query Parameters".
 */
final class PresignedUrl {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final int LONGEST_SHOWN = 200;

    private PresignedUrl() {}

    /** Whether its time is over; false where it is not presigned, or its values cannot be read. */
    static boolean isExpired(URI url, Instant now) {
        String date = value(url, "X-Amz-Date");
        String seconds = value(url, "X-Amz-Expires");
        if (date == null || seconds == null) {
            return false;
        }
        try {
            Instant signedAt = LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
            return now.isAfter(signedAt.plusSeconds(Long.parseLong(seconds)));
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            return false; // then the server decides
        }
    }

    private static String value(URI url, String name) {
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }

    /** Scheme, host and path, for messages: the query signs the request. */
    static String shown(URI url) {
        return OneLine.of(
                url.getScheme() + "://" + url.getRawAuthority() + (url.getRawPath() == null ? "" : url.getRawPath()),
                LONGEST_SHOWN);
    }
}
