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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A job document that the route cannot use (broken JSON, an unknown operation, an oversized value) is rejected once with a
 * reason, and the queue moves on.
 */
class UnusableDocumentTest {

    private final JobsEmulator emulator = JobsEmulator.start();
    private final CamelWorker worker = new CamelWorker(emulator);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void anUnusableDocumentIsRejectedOnceWithAReasonAndTheQueueMovesOn() throws Exception {
        emulator.createJob("broken", "{\"version\":", "pump-12");
        emulator.createJob("unknown", "{\"operation\":\"dance\"}", "pump-12");
        emulator.createJob("large", "{\"operation\":\"" + "x".repeat(32_000) + "\"}", "pump-12");
        emulator.createJob("good", "{\"operation\":\"update\"}", "pump-12");

        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(worker.jobsOf("pump-12", "&onFailure=reject"))
                        .process(e -> runs.incrementAndGet())
                        .unmarshal()
                        .json(JsonLibrary.Jackson, Map.class)
                        .filter(simple("${body[operation]} != 'update'"))
                        .process(e -> {
                            throw new JobRejectedException("unknown operation");
                        });
            }
        });

        await().until(() -> execution("good").status() == ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(4);
        assertThat(emulator.executions("pump-12"))
                .extracting(e -> e.jobId() + " " + e.status())
                .containsExactly("broken REJECTED", "unknown REJECTED", "large REJECTED", "good SUCCEEDED");
        assertThat(execution("broken").statusDetails().get("reason")).contains("Json");
        assertThat(execution("unknown").statusDetails()).containsEntry("reason", "unknown operation");
    }

    private Execution execution(String jobId) {
        return emulator.execution("pump-12", jobId);
    }
}
