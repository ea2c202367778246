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
package io.github.cameliot.routes;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A job for a thing of its own, and the results of it that are written for a bridge to report. */
record ReportedJob(RecordBridge bridge, String id, String thing) {

    static ReportedJob of(RecordBridge bridge) {
        String id = bridge.nextJob();
        return new ReportedJob(bridge, id, id.replace("job", "thing"));
    }

    /** Creates and starts it. */
    void start() {
        create();
        startNext();
    }

    void create() {
        bridge.emulator().createJob(id, "{}", thing);
    }

    void startNext() {
        call("iot-jobs-data:startNext?thing=" + thing, Map.of());
    }

    /** Reports progress past the bridge. */
    void progress(Map<String, String> details) {
        call(
                "iot-jobs-data:update?thing=" + thing + "&jobId=" + id + "&status=IN_PROGRESS",
                // With a claim marker among them: as one who has described it before may send it.
                Map.of(
                        "CamelAwsIotJobsUpdateStatusDetails",
                        details,
                        "CamelAwsIotJobsStatusDetails",
                        details,
                        "CamelAwsIotJobsExpectedVersion",
                        execution().versionNumber()));
    }

    private void call(String endpoint, Map<String, Object> headers) {
        bridge.app().context().createProducerTemplate().requestBodyAndHeaders(endpoint, null, headers);
    }

    Execution execution() {
        return bridge.emulator().execution(thing, id);
    }

    ExecutionStatus status() {
        return execution().status();
    }

    /** A result of its first execution, without status details. */
    String result(String status) {
        return "{\"thing\":\"%s\",\"jobId\":\"%s\",\"executionNumber\":1,\"status\":\"%s\"}"
                .formatted(thing, id, status);
    }

    String result(String status, String details) {
        return result(status).replaceAll("}$", "") + ",\"statusDetails\":" + details + "}";
    }

    /** Writes a result and waits until the bridge has committed it. */
    void send(String result) {
        bridge.send(thing, result);
    }

    List<ConsumerRecord<String, byte[]>> deadLetters() {
        return bridge.deadLetters(id);
    }

    List<String> reasons() {
        return bridge.reasons(id);
    }
}
