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
package io.github.cameliot.jobsdata.poll;

import static org.awaitility.Awaitility.await;

import io.github.cameliot.jobsdata.claim.ClaimContext;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.claim.PendingClaims;
import io.github.cameliot.jobsdata.claim.PredecessorOutcomes;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionResponse;

class PollLoopTest {

    private static final Duration DELAY = Duration.ofMillis(500);

    private final Set<String> polled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger threadsToRefuse = new AtomicInteger();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final PollLoop loop = new PollLoop(
            new Claims(
                    new JobsDataClient(new Service()),
                    new Worker("one", true, "run-one", Duration.ofMinutes(5), Resume.expired, 3),
                    null,
                    new ClaimContext(
                            new PendingClaims(),
                            PredecessorOutcomes.NONE,
                            RequestRate.UNBOUNDED,
                            new Counters(),
                            System::nanoTime)),
            new PollOptions(
                    new Pauses(new PollBackoff(DELAY, Duration.ofMinutes(1))), 10, Map.of(), RequestRate.UNBOUNDED),
            this::thread,
            new NoJobs());

    private Thread thread(Runnable work) {
        if (threadsToRefuse.getAndDecrement() > 0) {
            throw new InternalError("no thread: thrown by a test"); // an OutOfMemoryError would end JUnit
        }
        return new Thread(work);
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        loop.stop();
    }

    @Test
    void newThingsAreSpreadOverOneDelayThoughTheOldOnesAreStillPolled() {
        Set<String> old = things("old");
        Set<String> others = things("new");
        loop.update(old, List.of());
        await().until(() -> {
            loop.watch();
            return polled.containsAll(old);
        });

        loop.update(others, old);
        mayAnswer.countDown();

        await().atMost(DELAY.multipliedBy(3)).until(() -> polled.containsAll(others));
    }

    @Test
    void thingsArePolledWhenThereAreThreadsAgain() {
        threadsToRefuse.set(3);
        Set<String> things = things("threadless");

        loop.update(things, List.of());
        mayAnswer.countDown();

        await().until(() -> {
            loop.watch();
            return polled.containsAll(things);
        });
    }

    private static Set<String> things(String name) {
        return IntStream.range(0, 10).mapToObj(i -> name + "-" + i).collect(Collectors.toSet());
    }

    /** Nothing is pending, which it tells when it may. */
    private final class Service implements IotJobsDataPlaneClient {

        @Override
        public DescribeJobExecutionResponse describeJobExecution(DescribeJobExecutionRequest request) {
            polled.add(request.thingName());
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return DescribeJobExecutionResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "iotjobsdata";
        }

        @Override
        public void close() {}
    }

    private static final class NoJobs implements JobHandler {

        @Override
        public JobSession open(Claimed claimed) {
            throw new IllegalStateException("There is no job.");
        }

        @Override
        public void run(JobSession session, JobRun run) {}

        @Override
        public void failed(String thing, RuntimeException failure, boolean repeated) {}

        @Override
        public void recovered(String thing) {}

        @Override
        public void blocked(String thing, ClaimResult.Blocked by) {}
    }
}
