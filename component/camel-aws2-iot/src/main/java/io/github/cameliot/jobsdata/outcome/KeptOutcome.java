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
package io.github.cameliot.jobsdata.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal report as it is kept before it is sent. It contains exactly what another process needs to send it. The
 * text has one line with a version and a checksum, so that a report that was cut or altered is never sent, and one line
 * of JSON:
 *
 * <pre>
 * v2 5f2a1c0d9e8b7a61
 * {"service":"eu-west-1","thing":"pump-12","jobId":"ota-7","executionNumber":1,"versionNumber":2,"status":"FAILED",
 *  "claimedBy":"v1 worker=edge-3 run=5f0c9a2e claim=9b1d6e0f44a1c2d3 attempt=1 lease=300 state=run",
 *  "keptAt":"2026-11-01T12:00:00Z","details":{"reason":"checksum"}}
 * </pre>
 *
 * @param service the name of the service to which it is sent
 * @param versionNumber of the execution when it was kept
 * @param details the user's details, sent with it; null keeps the details
 */
public record KeptOutcome(
        String service,
        ExecutionId execution,
        long versionNumber,
        ClaimMarker marker,
        ExecutionStatus status,
        Map<String, String> details,
        Instant keptAt) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern FIRST_LINE = Pattern.compile("v2 ([0-9a-f]{16})\n(.*)", Pattern.DOTALL);
    private static final String DETAILS = "details";

    static String key(ExecutionId execution, ClaimMarker marker) {
        return execution.thing() + "/" + execution.jobId() + "/" + execution.executionNumber() + "/" + marker.claimId();
    }

    /** The key of the outcome in the repository: one for each claim. */
    public String key() {
        return key(execution, marker);
    }

    /** The report, by compare-and-set with this version. */
    Update update(long expectedVersion) {
        return new Update(
                execution.thing(),
                execution.jobId(),
                status,
                execution.executionNumber(),
                expectedVersion,
                details == null ? null : marker.beside(details),
                null);
    }

    String format() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("service", service);
            json.writeStringField("thing", execution.thing());
            json.writeStringField("jobId", execution.jobId());
            json.writeNumberField("executionNumber", execution.executionNumber());
            json.writeNumberField("versionNumber", versionNumber);
            json.writeStringField("status", status.name());
            json.writeStringField(ClaimMarker.KEY, marker.format());
            json.writeStringField("keptAt", keptAt.toString());
            if (details != null) {
                json.writeObjectFieldStart(DETAILS);
                for (Map.Entry<String, String> detail : details.entrySet()) {
                    json.writeStringField(detail.getKey(), detail.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "v2 " + checksum(text.toString()) + "\n" + text;
    }

    /**
     * @throws IllegalArgumentException for a text that {@link #format} has not written; the message says what is wrong
     */
    static KeptOutcome parse(String text) {
        Matcher lines = FIRST_LINE.matcher(text.strip());
        if (!lines.matches()) {
            throw new IllegalArgumentException("it does not begin with a version and a checksum");
        }
        if (!checksum(lines.group(2)).equals(lines.group(1))) {
            throw new IllegalArgumentException("it was cut or altered: the checksum does not match");
        }
        Map<String, String> details = new LinkedHashMap<>();
        Map<String, String> members = members(lines.group(2), details);
        try {
            ExecutionId execution = new ExecutionId(
                    Names.thing("thing", required(members, "thing")),
                    Names.jobId("jobId", required(members, "jobId")),
                    Long.parseLong(required(members, "executionNumber")));
            return new KeptOutcome(
                    required(members, "service"),
                    execution,
                    Long.parseLong(required(members, "versionNumber")),
                    ClaimMarker.parse(required(members, ClaimMarker.KEY))
                            .orElseThrow(() -> new IllegalArgumentException(ClaimMarker.KEY + " is no claim marker")),
                    new Outcome(ExecutionStatus.valueOf(required(members, "status")), null).status(),
                    members.containsKey(DETAILS) ? details : null,
                    Instant.parse(required(members, "keptAt")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** @param details receives the members of the details */
    private static Map<String, String> members(String text, Map<String, String> details) {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        details.put(json.currentName(), json.nextTextValue());
                    }
                }
                members.put(name, json.getText());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        return members;
    }

    private static String required(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
