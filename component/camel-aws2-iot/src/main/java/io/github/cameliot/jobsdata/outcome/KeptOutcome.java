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

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.Names;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A terminal report as it is kept before it is sent: all that another process needs to send it, and nothing else.
 *
 * <pre>
 * v1
 * thing=pump-12
 * jobId=ota-7
 * executionNumber=1
 * versionNumber=2
 * status=FAILED
 * claimedBy=v1 worker=edge-3 run=5f0c9a2e claim=9b1d6e0f44a1c2d3 attempt=1 lease=300 state=run
 * keptAt=2026-11-01T12:00:00Z
 * detail.reason=checksum
 * end
 * </pre>
 *
 * @param versionNumber of the execution when it was kept
 * @param details the user's, to be sent with it; null leaves the details as they are
 */
public record KeptOutcome(
        String thing,
        String jobId,
        long executionNumber,
        long versionNumber,
        ClaimMarker mark,
        ExecutionStatus status,
        Map<String, String> details,
        Instant keptAt) {

    private static final String VERSION = "v1";
    /** Without it the text was cut. */
    private static final String END = "end";

    private static final String DETAIL = "detail.";
    private static final String DETAILS = "details";

    public static String key(JobExecution execution, ClaimMarker mark) {
        return key(execution.thing(), execution.jobId(), execution.executionNumber(), mark);
    }

    private static String key(String thing, String jobId, long executionNumber, ClaimMarker mark) {
        return thing + "/" + jobId + "/" + executionNumber + "/" + mark.claimId();
    }

    public String key() {
        return key(thing, jobId, executionNumber, mark);
    }

    /** The report, by compare-and-set with that version. */
    public Update update(long expectedVersion) {
        return new Update(
                thing,
                jobId,
                status,
                executionNumber,
                expectedVersion,
                details == null ? null : mark.beside(details),
                null);
    }

    public String format() {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        line(text, "thing", thing);
        line(text, "jobId", jobId);
        line(text, "executionNumber", String.valueOf(executionNumber));
        line(text, "versionNumber", String.valueOf(versionNumber));
        line(text, "status", status.name());
        line(text, ClaimMarker.KEY, mark.format());
        line(text, "keptAt", keptAt.toString());
        if (details != null) {
            line(text, DETAILS, String.valueOf(details.size()));
            details.forEach((name, value) -> line(text, DETAIL + name, value));
        }
        return text.append(END).append('\n').toString();
    }

    /** Details have no line breaks on the wire, and what the service showed of others' has none either. */
    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(value.replaceAll("[\r\n]", " ")).append('\n');
    }

    /** @throws IllegalArgumentException for any text that {@link #format} did not write, naming what is wrong with it */
    public static KeptOutcome parse(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        Map<String, String> details = new LinkedHashMap<>();
        String[] lines = text.strip().split("\r?\n");
        if (!lines[0].equals(VERSION) || !lines[lines.length - 1].equals(END)) {
            throw new IllegalArgumentException("not an outcome of " + VERSION + ", or cut");
        }
        for (String line : lines) {
            int at = line.indexOf('=');
            if (at > 0 && line.startsWith(DETAIL)) {
                details.put(line.substring(DETAIL.length(), at), line.substring(at + 1));
            } else if (at > 0) {
                members.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        String count = members.get(DETAILS);
        if (!String.valueOf(details.size()).equals(count == null ? "0" : count)) {
            throw new IllegalArgumentException("not as many details as it says");
        }
        try {
            return new KeptOutcome(
                    Names.thing("thing", required(members, "thing")),
                    Names.jobId("jobId", required(members, "jobId")),
                    Long.parseLong(required(members, "executionNumber")),
                    Long.parseLong(required(members, "versionNumber")),
                    ClaimMarker.parse(required(members, ClaimMarker.KEY))
                            .orElseThrow(() -> new IllegalArgumentException(ClaimMarker.KEY + " is not a mark")),
                    new Outcome(ExecutionStatus.valueOf(required(members, "status")), null).status(),
                    count == null ? null : details,
                    Instant.parse(required(members, "keptAt")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String required(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
