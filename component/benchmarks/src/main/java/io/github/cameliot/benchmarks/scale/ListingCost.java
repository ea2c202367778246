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

import io.github.cameliot.jobsdata.Things;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** The cost of each call of a {@code things} bean with 10,000 things. */
final class ListingCost {

    private static final int THINGS = 10_000;
    private static final int WARM_UP = 300;
    private static final int LISTINGS = 300;

    private interface Change {
        void on(Collection<String> things, int listing);
    }

    void measure(Results results) throws Exception {
        List<String> names = StubJobs.names(THINGS);
        results.heading("a repeated call of a bean with 10,000 things");
        listing(results, "a list, nothing has changed", new ArrayList<>(names), (things, i) -> {});
        listing(results, "a set, nothing has changed", new HashSet<>(names), (things, i) -> {});
        Random random = new Random(1);
        listing(results, "a list, one thing was added or removed", new ArrayList<>(names), (things, i) -> {
            List<String> list = (List<String>) things;
            if (list.size() == THINGS) {
                list.remove(random.nextInt(THINGS));
            } else {
                list.add(random.nextInt(list.size()), names.get(i));
            }
        });
        listing(results, "a set, one thing was added or removed", new HashSet<>(names), (things, i) -> {
            if (!things.remove(names.get(42))) {
                things.add(names.get(42));
            }
        });
    }

    private static void listing(Results results, String what, Collection<String> things, Change change)
            throws Exception {
        Bean bean = new Bean(things, change);
        StubJobs service = new StubJobs(THINGS, false);
        try (Consumer consumer = new Consumer(StubHttpClient.sdkClient(service), bean, "delay=5ms&maxDelay=1h")) {
            consumer.suspend();
            bean.done.await();
        }
        double loop = Cpu.median(bean.loop);
        results.told(what + ": a plain loop over the names", loop, "us");
        results.limit(what + ": the same plus 10 ns a name", loop + THINGS / 100.0, Cpu.median(bean.micros), "us");
        results.limit(what + ": allocated", 4_096, Cpu.median(bean.bytes), "B");
    }

    /**
     * Every second time it reads its names itself, so that both find the caches equally cold. The other times it
     * measures the work of the calling thread from its return until its next call.
     */
    private static final class Bean implements Things {

        private final CountDownLatch done = new CountDownLatch(1);
        private final double[] micros = new double[LISTINGS];
        private final double[] bytes = new double[LISTINGS];
        private final double[] loop = new double[LISTINGS];
        private final Collection<String> things;
        private final Change change;
        private int listing = -2 * WARM_UP;
        private long cpu;
        private long allocated;

        Bean(Collection<String> things, Change change) {
            this.things = things;
            this.change = change;
        }

        @Override
        public Collection<String> list() {
            long cpuOfCaller = Cpu.ofThread() - cpu;
            long allocatedByCaller = Cpu.allocatedByThread() - allocated;
            int index = listing / 2;
            if (listing >= 0 && index < LISTINGS) {
                if (listing % 2 == 0) {
                    micros[index] = cpuOfCaller / 1e3;
                    bytes[index] = allocatedByCaller;
                } else {
                    loop[index] = read();
                }
            } else if (index == LISTINGS) {
                done.countDown();
            }
            listing++;
            change.on(things, listing + 2 * WARM_UP);
            allocated = Cpu.allocatedByThread();
            cpu = Cpu.ofThread();
            return things;
        }

        private double read() {
            long before = Cpu.ofThread();
            int length = 0;
            for (String thing : things) {
                length += thing.length();
            }
            return length == 0 ? 0 : (Cpu.ofThread() - before) / 1e3;
        }
    }
}
