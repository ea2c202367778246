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
package io.github.cameliot.jobsdata.hang;

import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Readings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.awaitility.core.ConditionFactory;

/** An emulator, a proxy in front of it, and workers that know the proxy alone. */
final class TestBed implements AutoCloseable {

    /** The shortest lease there is. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** When a claim that is not renewed must be known to be lost, counted from when it was sent. */
    static final Duration LOST_AFTER = LEASE.minusSeconds(5);

    /** How much later than that a machine with little time may tell it. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** How long a worker may take to come to its jobs where that is not what a test is about. */
    static final int START_SECONDS = 20;

    /** Later than a loaded machine needs for what must come at once, and sooner than a lease that is over could bring it. */
    static final int SOON_SECONDS = 10;

    private static final Duration LONGEST_STALLS = Duration.ofSeconds(30);

    private final JobsEmulator emulator;
    private final ServiceProxy proxy;
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final CountDownLatch jobsMayEnd = new CountDownLatch(1);

    private TestBed(Readings readings) {
        emulator = JobsEmulator.builder().readings(readings).start();
        proxy = new ServiceProxy(emulator.endpoint());
    }

    static TestBed open() {
        return open(Readings.DEFAULT);
    }

    static TestBed open(Readings readings) {
        return new TestBed(readings);
    }

    JobsEmulator emulator() {
        return emulator;
    }

    ServiceProxy proxy() {
        return proxy;
    }

    Worker worker() {
        return closing(new Worker(proxy.endpoint()));
    }

    /** Closed with the bed, after the proxy: nothing that hangs on a call holds it up. */
    <T extends AutoCloseable> T closing(T closeable) {
        toClose.push(closeable);
        return closeable;
    }

    /** A job {@code job-<thing>} for each of these things. */
    void jobs(List<String> things) {
        things.forEach(thing -> emulator.createJob("job-" + thing, "{}", thing));
    }

    /** Names of things, from {@code <name>-1} on. */
    static List<String> things(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> name + "-" + i).toList();
    }

    /** Waits in the route until {@link #endJobs}. */
    void hold(Exchange exchange) throws InterruptedException {
        hang();
    }

    /** Hangs until {@link #endJobs}, or until the bed is closed. */
    void hang() throws InterruptedException {
        if (!jobsMayEnd.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("This bed was never closed.");
        }
    }

    /** Lets all jobs end that are held. */
    void endJobs() {
        jobsMayEnd.countDown();
    }

    Execution execution(String thing) {
        return emulator.execution(thing, "job-" + thing);
    }

    /** Whether the thing's job has succeeded. */
    boolean isSucceeded(String thing) {
        return execution(thing).status() == ExecutionStatus.SUCCEEDED;
    }

    /** Whether the thing's job was given back, for any worker to take at once. */
    boolean isReleased(String thing) {
        return execution(thing).status() == ExecutionStatus.IN_PROGRESS
                && execution(thing)
                        .statusDetails()
                        .getOrDefault("claimedBy", "")
                        .contains("state=released");
    }

    /** Runs it on a thread of its own: those that the tests of a JVM share may all hang in others. */
    static CompletableFuture<Void> aside(Runnable run) {
        return CompletableFuture.runAsync(run, task -> new Thread(task, "aside").start());
    }

    /** Waits for a condition that comes about within that time, not counted while this JVM {@link Stalls stalls}. */
    static ConditionFactory within(int seconds) {
        long startedAt = System.nanoTime();
        long stalledBefore = Stalls.nanos();
        AtomicReference<String> found = new AtomicReference<>("nothing yet");
        return await().dontCatchUncaughtExceptions() // those of other tests' threads would end this one
                .atMost(Duration.ofSeconds(seconds).plus(LONGEST_STALLS))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .conditionEvaluationListener(evaluated -> found.set(evaluated.getDescription()))
                .failFast(() -> {
                    long stalled = Stalls.nanos() - stalledBefore;
                    if (System.nanoTime() - startedAt - stalled > TimeUnit.SECONDS.toNanos(seconds)) {
                        throw new AssertionError("Not within %d s and stalls of %d ms: %s"
                                .formatted(seconds, stalled / 1_000_000, found));
                    }
                });
    }

    @Override
    public void close() throws Exception {
        endJobs();
        proxy.close();
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
        emulator.close();
    }
}
