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
package io.github.cameliot.example.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameliot.routes.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * The downstream system: it "installs" what a job says, and writes the records that are expected of that job. A job may reach
 * it more than once; it writes the same records again then. It counts what it has written.
 */
public final class Installer {

    private static final JsonMapper JSON = new JsonMapper();

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final Map<DeadLetterReason, Long> unusable = new ConcurrentHashMap<>();

    /** Returns the records to write to the topic of the results. */
    public List<String> install(
            @Header("iot-job-thing") String thing,
            @Header("iot-job-id") String jobId,
            @Header("iot-job-execution-number") long executionNumber,
            @Body JsonNode document)
            throws JsonProcessingException {
        ExpectedResult expected =
                ExpectedResult.valueOf(document.get("expected").textValue());
        if (expected == ExpectedResult.SENDS_NO_RESULT) {
            return List.of();
        }
        String result = result(thing, jobId, executionNumber, expected.end().name(), reason(expected, thing));
        List<String> answers = new ArrayList<>(List.of(result));
        switch (expected) {
            case SENDS_A_DUPLICATE -> answers.add(result);
            case SENDS_MALFORMED_JSON -> answers.add(0, jobId + " went well, more or less");
            case SENDS_AN_UNKNOWN_STATUS -> answers.add(0, result(thing, jobId, executionNumber, "DONE", "installed"));
            case NAMES_AN_UNKNOWN_JOB ->
                answers.add(0, result(thing, "no-such-job", executionNumber, "SUCCEEDED", "installed"));
            case CONTRADICTS_ITSELF -> answers.add(result(thing, jobId, executionNumber, "FAILED", "or maybe not"));
            default -> {
                // nothing but the result
            }
        }
        boolean first = known.add(thing + " " + jobId + " " + executionNumber);
        repeated.addAndGet((expected == ExpectedResult.SENDS_A_DUPLICATE ? 1 : 0) + (first ? 0 : 1));
        if (expected.deadLetter() != null) {
            unusable.merge(expected.deadLetter(), 1L, Long::sum);
        }
        return answers;
    }

    /** The records for one job are in the topic. */
    public void answered() {
        finished.incrementAndGet();
    }

    /** How many records of the topic of the jobs it has processed. */
    long finished() {
        return finished.get();
    }

    /** How many executions it has installed. */
    int executions() {
        return known.size();
    }

    /** How many of its results are duplicates of earlier ones. */
    long repeated() {
        return repeated.get();
    }

    /** How many of its records must become dead letters, by reason. */
    Map<DeadLetterReason, Long> unusable() {
        return Map.copyOf(unusable);
    }

    private static String reason(ExpectedResult expected, String thing) {
        return switch (expected.end()) {
            case FAILED -> "checksum of pump-2.4.1.bin is wrong";
            case REJECTED -> "for model P300, " + thing + " is P200";
            default -> "installed";
        };
    }

    private static String result(String thing, String jobId, long executionNumber, String status, String reason)
            throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of(
                "thing", thing,
                "jobId", jobId,
                "executionNumber", executionNumber,
                "status", status,
                "statusDetails", Map.of("reason", reason)));
    }
}
