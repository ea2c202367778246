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
package io.github.cameliot.benchmarks.scale;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** How soon the next claim is sent after a job has finished and another one is queued: from response to request. */
final class ClaimLatency implements StubJobs.Probe {

    private static final int WARM_UP = 4_000;
    private static final int ROUNDS = 9;
    private static final int JOBS = 1_000;

    private final double[][] millis = new double[ROUNDS][JOBS];
    private final double[][] cpuMillis = new double[ROUNDS][JOBS];
    private final CountDownLatch done = new CountDownLatch(1);
    private final StubJobs service = new StubJobs(1, true);
    private final IotJobsDataPlaneClient sdk = StubHttpClient.sdkClient(service);
    private final List<String> things = StubJobs.names(1);
    private long reportedAt;
    private long cpuAtReport;
    private int jobs = -WARM_UP;

    private ClaimLatency() {
        service.probe = this;
    }

    static void measure(Results results) throws Exception {
        ClaimLatency raw = new ClaimLatency();
        raw.runRaw();
        ClaimLatency ours = new ClaimLatency();
        try (Consumer consumer = new Consumer(ours.sdk, () -> ours.things, "maxInFlight=1")) {
            ours.done.await();
        }
        results.heading(
                "a job has finished, another one is queued: from the response to the report until the next " + "claim");
        results.told("median", over(50, ours.millis), "ms");
        results.told(
                "99th percentile of the two raw calls (control: how busy the machine is)", over(99, raw.millis), "ms");
        results.told("99th percentile, CPU of the thread alone", over(99, ours.cpuMillis), "ms");
        results.limit("99th percentile, median of " + ROUNDS + " rounds of 1,000 jobs", 1, over(99, ours.millis), "ms");
    }

    private void runRaw() {
        while (done.getCount() > 0) {
            sdk.startNextPendingJobExecution(
                    r -> r.thingName(things.get(0)).statusDetails(Map.of("claimedBy", "nobody")));
            sdk.updateJobExecution(r -> r.thingName(things.get(0))
                    .jobId("ota-7")
                    .status("SUCCEEDED")
                    .executionNumber(1L)
                    .expectedVersion(2L)
                    .includeJobExecutionState(true));
        }
    }

    private static double over(double percent, double[][] rounds) {
        return Cpu.median(Arrays.stream(rounds)
                .mapToDouble(round -> Cpu.percentile(percent, round))
                .toArray());
    }

    @Override
    public synchronized void received(StubJobs.Call call, int thing) {
        if (call == StubJobs.Call.START_NEXT && reportedAt != 0 && jobs < ROUNDS * JOBS) {
            if (jobs >= 0) {
                millis[jobs / JOBS][jobs % JOBS] = (System.nanoTime() - reportedAt) / 1e6;
                cpuMillis[jobs / JOBS][jobs % JOBS] = (Cpu.ofThread() - cpuAtReport) / 1e6;
            }
            if (++jobs == ROUNDS * JOBS) {
                done.countDown();
            }
        }
    }

    @Override
    public synchronized void responds(StubJobs.Call call, int thing) {
        if (call == StubJobs.Call.UPDATE) {
            reportedAt = System.nanoTime();
            cpuAtReport = Cpu.ofThread();
        }
    }
}
