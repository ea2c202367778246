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
 * The downstream system: it "installs" what a job says, and answers as it is that job's fate. It is asked again now and
 * then (at least once is all that anybody promises), and gives the same answer then. It keeps books of what it has said.
 */
public final class Installer {

    private static final JsonMapper JSON = new JsonMapper();

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final Map<DeadLetterReason, Long> unusable = new ConcurrentHashMap<>();

    /** The records to write to the topic of the results, none for a job that is forgotten. */
    public List<String> install(
            @Header("iot-job-thing") String thing,
            @Header("iot-job-id") String jobId,
            @Header("iot-job-execution-number") long executionNumber,
            @Body JsonNode document)
            throws JsonProcessingException {
        Fate fate = Fate.valueOf(document.get("fate").textValue());
        if (fate == Fate.IS_FORGOTTEN) {
            return List.of();
        }
        String result = result(thing, jobId, executionNumber, fate.end().name(), reason(fate, thing));
        List<String> answers = new ArrayList<>(List.of(result));
        switch (fate) {
            case ANSWERS_TWICE -> answers.add(result);
            case MUMBLES -> answers.add(0, jobId + " went well, more or less");
            case INVENTS_A_STATUS -> answers.add(0, result(thing, jobId, executionNumber, "DONE", "installed"));
            case NAMES_ANOTHER_JOB ->
                answers.add(0, result(thing, "no-such-job", executionNumber, "SUCCEEDED", "installed"));
            case CHANGES_ITS_MIND -> answers.add(result(thing, jobId, executionNumber, "FAILED", "or maybe not"));
            default -> {
                // the result is all there is to say
            }
        }
        boolean first = known.add(thing + " " + jobId + " " + executionNumber);
        repeated.addAndGet((fate == Fate.ANSWERS_TWICE ? 1 : 0) + (first ? 0 : 1));
        if (fate.unusable() != null) {
            unusable.merge(fate.unusable(), 1L, Long::sum);
        }
        return answers;
    }

    /** The answers to one job are in the topic. */
    public void answered() {
        finished.incrementAndGet();
    }

    /** How many records of the topic of the jobs it is done with. */
    long finished() {
        return finished.get();
    }

    /** How many executions it was asked to install on. */
    int executions() {
        return known.size();
    }

    /** How many of its results were no news, because it had given them before. */
    long repeated() {
        return repeated.get();
    }

    /** How many of its answers nobody can use, by the reason why. */
    Map<DeadLetterReason, Long> unusable() {
        return Map.copyOf(unusable);
    }

    private static String reason(Fate fate, String thing) {
        return switch (fate.end()) {
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
