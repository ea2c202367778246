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
package io.github.cameliot.jobsdata.client;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;

/**
 * The service's clock in the header {@code Date}, in whole seconds. The last text is cached, so each new text is parsed
 * once.
 */
final class DateHeader {

    private volatile Parsed latest = new Parsed("", Optional.empty());

    private record Parsed(String text, Optional<Instant> instant) {}

    /** @return empty if the response has no date that can be read */
    Optional<Instant> of(SdkResponse response) {
        if (response.sdkHttpResponse() == null) {
            return Optional.empty();
        }
        String text = response.sdkHttpResponse().firstMatchingHeader("Date").orElse("");
        Parsed parsed = latest;
        if (!parsed.text().equals(text)) {
            parsed = new Parsed(text, parse(text));
            latest = parsed;
        }
        return parsed.instant();
    }

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
