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

import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a stop does to jobs that run is in {@link LifecycleTest}, what a pause does to a process in {@link ProcessTest}. */
class Case12To15DocumentsAndWorkersTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CaseWorker worker = new CaseWorker(emulator, clock);
    private final CaseWorker other = new CaseWorker(emulator, clock);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        mayEnd.countDown();
        worker.close();
        other.close();
        emulator.close();
    }

    @Test
    void case12APoisonDocumentIsRejectedOnceWithAReasonAndTheQueueMovesOn() throws Exception {
        emulator.createJob("poison", "{\"version\":", "pump-12");
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
                .containsExactly("poison REJECTED", "unknown REJECTED", "large REJECTED", "good SUCCEEDED");
        assertThat(execution("poison").statusDetails().get("reason")).contains("Json");
        assertThat(execution("unknown").statusDetails()).containsEntry("reason", "unknown operation");
    }

    @Test
    void case13HostileDetailsAreAcceptedAndTheTailOfAFailureSurvives() throws Exception {
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

    @Test
    void case14OfTwoWorkersOnOneThingOneRunsAndTheOtherSeesThatItIsNotItsOwn() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        for (CaseWorker one : List.of(worker, other)) {
            one.run("pump-12", "", e -> {
                runs.incrementAndGet();
                mayEnd.await();
            });
        }
        await().until(() -> runs.get() == 1);
        emulator.requests().clear();

        await().until(() -> emulator.requests().total() > 10);

        assertThat(runs).hasValue(1);
        assertThat(emulator.requests().count(START_NEXT_PENDING_JOB_EXECUTION))
                .as("who is not the owner only reads")
                .isZero();
        mayEnd.countDown();
        await().until(() -> execution("ota-7").status() == ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void case15AWorkerPausedPastItsLeaseDoesNotReportOverTheNextOne() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        List<Exchange> running = new CopyOnWriteArrayList<>();
        worker.run("pump-12", "&workerId=paused", e -> {
            running.add(e);
            mayEnd.await();
        });
        await().until(() -> !running.isEmpty());
        JobSession session = running.get(0).getProperty(IotJobsDataConstants.SESSION, JobSession.class);

        clock.advance(Duration.ofSeconds(303));
        other.run("pump-12", "&workerId=next", e -> runs.incrementAndGet());
        await().until(() -> execution("ota-7").status() == ExecutionStatus.SUCCEEDED);
        long version = execution("ota-7").versionNumber();
        mayEnd.countDown();

        await().until(() -> worker.context().getInflightRepository().size() == 0);
        assertThat(session.loss()).contains(Loss.leaseExpired);
        assertThat(execution("ota-7").versionNumber()).isEqualTo(version);
        assertThat(execution("ota-7").statusDetails().get("claimedBy")).contains("worker=next");
    }

    private Execution execution(String jobId) {
        return emulator.execution("pump-12", jobId);
    }
}
