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

/** What a bridge has done and not done, as the service and the broker know it. */
final class Evidence {

    private static final JsonMapper JSON = new JsonMapper();

    private final Stage stage;
    private final List<Jobs.Job> jobs;
    private final String bridge;
    private final Set<Integer> partitions;

    /** @param partitions those of the results that the bridge has */
    Evidence(Stage stage, List<Jobs.Job> jobs, String bridge, Set<Integer> partitions) {
        this.stage = stage;
        this.jobs = jobs;
        this.bridge = bridge;
        this.partitions = partitions;
    }

    long of(Moment moment) {
        return switch (moment) {
            case CLAIMED -> running(false);
            case PUBLISHED -> running(true);
            case REPORTED -> reportedNotCommitted();
        };
    }

    /** Jobs that the bridge has claimed and not handed over, which are in the topic, or are not. */
    private long running(boolean published) {
        List<Jobs.Job> claimed = jobs.stream().filter(job -> runs(job)).toList();
        if (claimed.isEmpty()) {
            return 0;
        }
        Set<String> ids = stage.topics().all(Stage.JOBS).stream()
                .map(r -> new String(r.headers().lastHeader("iot-job-id").value(), StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
        return claimed.stream()
                .filter(job -> ids.contains(job.id()) == published)
                .count();
    }

    private boolean runs(Jobs.Job job) {
        Execution execution = stage.execution(job);
        String mark = execution.statusDetails().getOrDefault("claimedBy", "");
        return execution.status() == ExecutionStatus.IN_PROGRESS
                && mark.contains(" worker=" + bridge + " ")
                && mark.endsWith(" state=run");
    }

    /** Results that the service has, in records that will be read again unless their offset is committed yet. */
    private long reportedNotCommitted() {
        Set<String> ended =
                jobs.stream().filter(stage::hasEnded).map(Jobs.Job::id).collect(Collectors.toSet());
        return stage.topics().all(Stage.RESULTS).stream()
                .filter(r -> partitions.contains(r.partition()))
                .filter(r -> ended.contains(jobId(r)))
                .filter(r -> r.offset() >= stage.committed(r.partition()))
                .count();
    }

    private static String jobId(ConsumerRecord<String, byte[]> result) {
        try {
            JsonNode json = JSON.readTree(result.value());
            return json.path("jobId").asText();
        } catch (IOException e) {
            return ""; // one of those that nobody can use
        }
    }
}
