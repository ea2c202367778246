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
import java.util.Map;

/**
 * The job document: any text, JSON is not required. Placeholders for presigned URLs are filled each time it is requested.
 *
 * <p>Source: PresignedUrlConfig, service model of {@code iot}.
 *
 * @param text as sent to CreateJob
 * @param delivered as sent to things, before its placeholders are filled
 * @param urlSeconds how long a presigned URL is valid, 60 to 3600
 * @param parameters values of the placeholders for parameters of a managed template; empty for other documents, which keep
 *     such placeholders
 */
public record JobDocument(String text, String delivered, long urlSeconds, Map<String, String> parameters) {

    /** Seconds. */
    public static final long LONGEST = 3600;

    public JobDocument {
        if (urlSeconds < 60 || urlSeconds > LONGEST) {
            throw ServiceException.invalid(
                    "presignedUrlConfig.expiresInSec %d is not possible. Use 60 to %d".formatted(urlSeconds, LONGEST));
        }
    }

    public JobDocument(String text, String delivered) {
        this(text, delivered, LONGEST, Map.of());
    }

    /** A copy that things get unchanged. */
    JobDocument deliveredAsGiven() {
        return new JobDocument(text, text, urlSeconds, parameters);
    }

    /** A copy whose presigned URLs are valid for another time. */
    public JobDocument withUrlSeconds(long seconds) {
        return new JobDocument(text, delivered, seconds, parameters);
    }

    /** The text with the parameters of its managed template. */
    public String textWithParameters() {
        return Parameters.filled(text, parameters);
    }

    /** The document as sent to a worker now. */
    String at(Instant now) {
        return Placeholders.filled(Parameters.filled(delivered, parameters), now, urlSeconds);
    }

    /** As sent to CreateJob, with its placeholders filled now. */
    String filledAt(Instant now) {
        return Placeholders.filled(textWithParameters(), now, urlSeconds);
    }
}
