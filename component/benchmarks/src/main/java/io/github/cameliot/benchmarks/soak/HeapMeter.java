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
package io.github.cameliot.benchmarks.soak;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Consumer;

/** Measures the live heap of its own process repeatedly, and reports it as a {@link WorkerMessage}. */
final class HeapMeter implements Runnable {

    private final Duration every;
    private final Consumer<WorkerMessage> say;

    private HeapMeter(Duration every, Consumer<WorkerMessage> say) {
        this.every = every;
        this.say = say;
    }

    /** @param every the interval, also before the first measurement */
    static void start(Duration every, Consumer<WorkerMessage> say) {
        Thread thread = new Thread(new HeapMeter(every, say), "soak-heap");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(every.toMillis());
                say.accept(WorkerMessage.of(
                        WorkerMessage.Kind.HEAP,
                        ManagementFactory.getRuntimeMXBean().getUptime(),
                        live()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Twice, because objects that wait for a cleaner or a reference queue are removed by the second collection. */
    private static long live() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
