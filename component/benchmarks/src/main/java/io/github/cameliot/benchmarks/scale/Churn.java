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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Whether the heap grows with the number of finished jobs and of things seen, while things are added and removed. */
final class Churn {

    private static final int THINGS = 20_000;
    private static final int LISTED = 100;
    private static final int JOBS = 60_000;

    private final List<String> names = StubJobs.names(THINGS);
    private final StubJobs service = new StubJobs(THINGS, true);
    private final AtomicInteger done = new AtomicInteger();

    void measure(Results results) throws Exception {
        service.probe = (call, thing) -> {
            if (call == StubJobs.Call.UPDATE) {
                done.incrementAndGet();
            }
        };
        IotJobsDataPlaneClient sdk = StubHttpClient.sdkClientThatRemovesTimers(this::respond);
        try (Consumer consumer = new Consumer(sdk, this::listed, "delay=20ms&maxDelay=1s&maxInFlight=4")) {
            awaitDone(JOBS / 3);
            Heap before = Heap.live();
            awaitDone(JOBS);
            Heap after = Heap.live();

            results.heading(
                    "60,000 jobs of 20,000 things that are added and removed, 100 at once; the jobs of every second "
                            + "thing are held by another worker");
            results.told("live heap after a third of them", megabytes(before.total()), "MB");
            results.told("live heap at the end", megabytes(after.total()), "MB");
            results.limit("growth of the live heap", 0.5, megabytes(after.total() - before.total()), "MB");
            results.note("of this, bytes: " + after.since(before).most(6, 1));
        }
    }

    /** Changes the things as jobs are finished. */
    private List<String> listed() {
        long from = Math.min(THINGS - LISTED, (long) done.get() * (THINGS - LISTED) / JOBS);
        return names.subList((int) from, (int) from + LISTED);
    }

    private byte[] respond(String method, String path, String body) {
        int end = path.indexOf("/jobs/");
        boolean isHeld = path.charAt(end - 1) % 2 == 1;
        return isHeld
                ? held(path.substring(path.lastIndexOf('/', end - 1) + 1, end))
                : service.respond(method, path, body);
    }

    /** Just updated, by the clock of {@link StubHttpClient}, so that no worker may take it over. */
    private static byte[] held(String thing) {
        String json = "{\"execution\":{\"jobId\":\"ota-7\",\"thingName\":\"" + thing + "\",\"status\":\"IN_PROGRESS\","
                + "\"statusDetails\":{},\"queuedAt\":1795536000,\"startedAt\":1795536000,\"lastUpdatedAt\":1795536000,"
                + "\"versionNumber\":2,\"executionNumber\":1}}";
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    private void awaitDone(int jobs) throws InterruptedException {
        while (done.get() < jobs) {
            Thread.sleep(10);
        }
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }
}
