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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Proves by the service and the broker at which kill point a bridge is. */
final class KillProof {

    private static final JsonMapper JSON = new JsonMapper();

    private final TestBed testBed;
    private final List<Jobs.Job> jobs;
    private final String bridge;
    private final Set<Integer> partitions;

    /** @param partitions those of the results that the bridge has */
    KillProof(TestBed testBed, List<Jobs.Job> jobs, String bridge, Set<Integer> partitions) {
        this.testBed = testBed;
        this.jobs = jobs;
        this.bridge = bridge;
        this.partitions = partitions;
    }

    long of(KillPoint point) {
        return switch (point) {
            case CLAIMED -> running(false);
            case PUBLISHED -> running(true);
            case REPORTED -> reportedNotCommitted();
        };
    }

    /** How many jobs the bridge has claimed and not handed over, published ones or the others. */
    private long running(boolean published) {
        List<Jobs.Job> claimed = jobs.stream().filter(job -> runs(job)).toList();
        if (claimed.isEmpty()) {
            return 0;
        }
        Set<String> ids = testBed.topics().all(TestBed.JOBS).stream()
                .map(r -> new String(r.headers().lastHeader("iot-job-id").value(), StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
        return claimed.stream()
                .filter(job -> ids.contains(job.id()) == published)
                .count();
    }

    private boolean runs(Jobs.Job job) {
        Execution execution = testBed.execution(job);
        String mark = execution.statusDetails().getOrDefault("claimedBy", "");
        return execution.status() == ExecutionStatus.IN_PROGRESS
                && mark.contains(" worker=" + bridge + " ")
                && mark.endsWith(" state=run");
    }

    /** How many results the service has whose offsets are not committed. */
    private long reportedNotCommitted() {
        Set<String> ended =
                jobs.stream().filter(testBed::hasEnded).map(Jobs.Job::id).collect(Collectors.toSet());
        return testBed.topics().all(TestBed.RESULTS).stream()
                .filter(r -> partitions.contains(r.partition()))
                .filter(r -> ended.contains(jobId(r)))
                .filter(r -> r.offset() >= testBed.committed(r.partition()))
                .count();
    }

    private static String jobId(ConsumerRecord<String, byte[]> result) {
        try {
            JsonNode json = JSON.readTree(result.value());
            return json.path("jobId").asText();
        } catch (IOException e) {
            return ""; // not JSON, on purpose
        }
    }
}
