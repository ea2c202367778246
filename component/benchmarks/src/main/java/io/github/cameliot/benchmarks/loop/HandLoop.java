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
package io.github.cameliot.benchmarks.loop;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecution;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecutionState;

/**
 * A loop as a user would write it with the SDK alone: each of its threads takes a thing, and starts and reports the
 * jobs of the thing until there are none. It renews nothing, and a refused report ends the program.
 */
final class HandLoop implements Contender {

    /** As long as that of the component, because each character is part of a request and its response. */
    private static final String MARK_BEFORE = "v1 worker=edge-3.example run=5f0c9a2e claim=";

    private static final String MARK_AFTER = " attempt=1 lease=300 state=run";

    private final boolean isCareful;
    private final String name;
    private final String prefix;
    private final IotJobsDataPlaneClient client;
    private final ExecutorService threads;
    private final int count;
    private final List<String> things;
    private final LongAdder done = new LongAdder();
    private volatile RuntimeException failure;

    /**
     * @param isCareful whether it writes its name into the status details of a job, so that people and other workers
     *     see which worker has it, and checks the result of its report; the component does both
     */
    HandLoop(boolean isCareful, String name, String prefix, IotJobsDataPlaneClient client, int threads, int things) {
        this.isCareful = isCareful;
        this.name = name;
        this.prefix = prefix;
        this.client = client;
        this.threads = Executors.newFixedThreadPool(threads);
        this.count = threads;
        this.things = ServerProcess.names(prefix, things);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String prefix() {
        return prefix;
    }

    @Override
    public void workOff(int jobs) throws InterruptedException {
        Queue<String> open = new ConcurrentLinkedQueue<>(things);
        CountDownLatch ended = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            threads.execute(() -> {
                try {
                    for (String thing = open.poll(); thing != null; thing = open.poll()) {
                        workOff(thing);
                    }
                } catch (RuntimeException e) {
                    failure = e;
                } finally {
                    ended.countDown();
                }
            });
        }
        ended.await();
        if (failure != null) {
            throw failure;
        }
    }

    private void workOff(String thing) {
        for (JobExecution job = start(thing); job != null; job = start(thing)) {
            JobExecution started = job;
            if (started.jobDocument().isEmpty()) {
                throw new IllegalStateException("No job document in " + started);
            }
            JobExecutionState after = client.updateJobExecution(r -> r.thingName(thing)
                            .jobId(started.jobId())
                            .status("SUCCEEDED")
                            .executionNumber(started.executionNumber())
                            .expectedVersion(started.versionNumber())
                            .includeJobExecutionState(isCareful ? true : null))
                    .executionState();
            if (isCareful && !after.statusDetails().equals(started.statusDetails())) {
                throw new IllegalStateException("Claimed by another worker: " + started);
            }
            done.increment();
        }
    }

    private JobExecution start(String thing) {
        Map<String, String> details = isCareful
                ? Map.of(
                        "claimedBy",
                        MARK_BEFORE
                                + HexFormat.of()
                                        .toHexDigits(ThreadLocalRandom.current().nextLong())
                                + MARK_AFTER)
                : null;
        return client.startNextPendingJobExecution(r -> r.thingName(thing).statusDetails(details))
                .execution();
    }

    @Override
    public long done() {
        return done.sum();
    }

    @Override
    public void close() {
        threads.shutdown();
        client.close();
    }
}
