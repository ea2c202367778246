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
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Status details that the service would refuse (5 KB, line breaks, NUL, lone surrogates, an emoji at character 1,024, empty
 * values, dotted keys, more than ten pairs) are made acceptable, and the end of a failure text is kept.
 */
class HostileDetailsTest {

    private final JobsEmulator emulator = JobsEmulator.start();
    private final CamelWorker worker = new CamelWorker(emulator);

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void hostileDetailsAreAcceptedAndTheEndOfAFailureTextIsKept() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        Map<String, Object> hostile = new LinkedHashMap<>();
        hostile.put("long", "x".repeat(5_000));
        hostile.put("lines", "a\nb\r\n\tc\u0000d");
        hostile.put("lone", "\uD83D");
        hostile.put("emoji", "y".repeat(1_023) + "\uD83D\uDE00");
        hostile.put("empty", "");
        hostile.put("dotted.key", "v");
        hostile.put("claimedBy", "v1 worker=thief run=r claim=c attempt=1 lease=300 state=released");
        for (int i = 0; i < 11; i++) {
            hostile.put("pair" + i, i);
        }

        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(worker.jobsOf("pump-12", ""))
                        .setHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS, constant(hostile))
                        .to(worker.call("update", "&status=IN_PROGRESS"))
                        .process(e -> {
                            throw new IllegalStateException("z".repeat(5_000) + " because the disk is full");
                        });
            }
        });

        await().until(() -> execution("ota-7").status() == ExecutionStatus.FAILED);
        assertThat(execution("ota-7").statusDetails()).hasSizeLessThanOrEqualTo(10);
        assertThat(execution("ota-7").statusDetails().get("claimedBy")).doesNotContain("thief");
        assertThat(execution("ota-7").statusDetails().get("reason")).endsWith("because the disk is full");
    }

    private Execution execution(String jobId) {
        return emulator.execution("pump-12", jobId);
    }
}
