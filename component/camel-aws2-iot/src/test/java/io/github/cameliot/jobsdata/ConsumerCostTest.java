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

import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.RequestLog;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a consumer costs, counted at the server. */
class ConsumerCostTest {

    @Test
    void twoCallsAJobOneReadToFindWorkAndOneWriteToFindTheQueueEmpty() {
        try (Bench bench = Bench.open()) {
            bench.job("a-1", "a").job("a-2", "a").job("a-3", "a");

            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=a").to("log:a?level=OFF"));
            bench.ended("a", "a-3");
            bench.idle("a");

            assertThat(operations(bench).subList(0, 8))
                    .containsExactly(
                            Operation.DESCRIBE_JOB_EXECUTION,
                            Operation.START_NEXT_PENDING_JOB_EXECUTION,
                            Operation.UPDATE_JOB_EXECUTION,
                            Operation.START_NEXT_PENDING_JOB_EXECUTION,
                            Operation.UPDATE_JOB_EXECUTION,
                            Operation.START_NEXT_PENDING_JOB_EXECUTION,
                            Operation.UPDATE_JOB_EXECUTION,
                            Operation.START_NEXT_PENDING_JOB_EXECUTION);
        }
    }

    @Test
    void anIdlePollIsOneRead() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("idle");

            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=idle").to("log:a?level=OFF"));
            await().until(() -> bench.calls("idle") >= 4);

            assertThat(operations(bench)).containsOnly(Operation.DESCRIBE_JOB_EXECUTION);
        }
    }

    @Test
    void progressIsOneCallMoreEach() throws Exception {
        try (Bench bench = Bench.open()) {
            CountDownLatch done = new CountDownLatch(1);
            bench.job("a-1", "a");

            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=a")
                    .to("iot-jobs-data:update?status=IN_PROGRESS")
                    .to("iot-jobs-data:update?status=IN_PROGRESS")
                    .process(ex -> done.countDown()));
            done.await();
            bench.ended("a", "a-1");

            assertThat(bench.count(Operation.UPDATE_JOB_EXECUTION, "a")).isEqualTo(3);
        }
    }

    private static List<Operation> operations(Bench bench) {
        return bench.emulator().requests().recent().stream()
                .map(RequestLog.Entry::operation)
                .toList();
    }
}
