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

import java.util.BitSet;
import java.util.List;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * The heap that 100,000 things need that were polled and have no jobs, and the heap that is left when they are not
 * listed any more.
 */
final class IdleHeap {

    private static final int THINGS = 100_000;

    private final StubJobs service = new StubJobs(THINGS, false);
    private final IotJobsDataPlaneClient sdk = StubHttpClient.sdkClientWithoutTimers(service);
    private volatile List<String> listed = List.of();

    void measure(Results results) throws Exception {
        List<String> names = StubJobs.names(THINGS);
        BitSet polled = new BitSet(THINGS);
        service.probe = (call, thing) -> {
            synchronized (polled) {
                polled.set(thing);
            }
        };
        try (Consumer consumer = new Consumer(sdk, () -> listed, "delay=3s&maxDelay=10m&maxInFlight=1")) {
            listed = names.subList(0, 2_000); // the first calls load the classes of the SDK
            awaitPolled(polled, 2_000);
            listed = List.of();
            awaitNone(consumer);
            Heap.live(); // the first one leaves some objects behind
            Heap empty = Heap.live();
            int threads = Thread.activeCount();

            listed = names;
            awaitPolled(polled, THINGS);
            int added = Thread.activeCount() - threads;
            consumer.suspend(); // no call is in progress
            Heap full = Heap.live();
            listed = List.of();
            awaitNone(consumer);
            Heap after = Heap.live();

            results.heading("100,000 things of one consumer, each polled, nothing pending");
            results.limit("heap of a thing, without its name", 300, perThing(full, empty), "B");
            results.note("of these: " + full.since(empty).most(6, THINGS));
            results.limit("additional threads", 10, added, "");
            results.limit(
                    "objects of package poll left of a thing not listed any more",
                    1,
                    (double) (after.ofPackage("poll") - empty.ofPackage("poll")) / THINGS,
                    "B");
            results.limit(
                    "heap left of a thing not listed any more, including the JVM's own",
                    10,
                    perThing(after, empty),
                    "B");
        }
        service.probe = StubJobs.Probe.NONE;
    }

    private static void awaitPolled(BitSet polled, int things) throws InterruptedException {
        for (int count = 0; count < things; Thread.sleep(50)) {
            synchronized (polled) {
                count = polled.cardinality();
            }
        }
    }

    private static void awaitNone(Consumer consumer) throws InterruptedException {
        do {
            Thread.sleep(50);
        } while (consumer.thingsWaiting() > 0);
    }

    private static double perThing(Heap now, Heap before) {
        return (double) (now.total() - before.total()) / THINGS;
    }
}
