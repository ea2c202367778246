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

import static io.github.cameliot.jobsdata.hang.TestBed.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/** A user's SDK client that is closed before Camel, or throws an Error. */
@ExtendWith(SideBySide.class)
class ClosedClientTest {

    @Test
    void sessionsOfAClosedClientEndWithAWarningAndWithoutABusyLoop() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            List<String> things = TestBed.things("orphan", 3);
            bed.jobs(things);
            AtomicLong updates = new AtomicLong();
            IotJobsDataPlaneClient client = bed.closing(SdkClient.of(bed.proxy().endpoint(), request -> {
                if (request instanceof UpdateJobExecutionRequest) {
                    updates.incrementAndGet();
                }
            }));
            Runs runs = new Runs();
            Worker worker = running(bed, things, client, runs);

            client.close();

            within(17).until(() -> runs.all().stream()
                    .allMatch(run ->
                            run.session().isLost() || run.session().state().isFinal()));
            assertThat(updates).as("attempts of 3 sessions in 10 s").hasValueLessThanOrEqualTo(30);
            assertThat(Stream.of("shut down", "closed").flatMap(why -> logs.with("WARN", "orphan", why).stream()))
                    .as("a warning says what is wrong")
                    .isNotEmpty();
            CompletableFuture<Void> stopping = TestBed.aside(worker::close);
            within(TestBed.SOON_SECONDS).until(stopping::isDone);
        }
    }

    @Test
    void anErrorInACallEndsNeitherHeartbeatsNorPolling() throws Exception {
        try (TestBed bed = TestBed.open()) {
            AtomicBoolean armed = new AtomicBoolean();
            AtomicBoolean pollHasFailed = new AtomicBoolean();
            AtomicBoolean heartbeatHasFailed = new AtomicBoolean();
            IotJobsDataPlaneClient client = bed.closing(SdkClient.of(bed.proxy().endpoint(), request -> {
                boolean fails = armed.get()
                        && ((request instanceof DescribeJobExecutionRequest && !pollHasFailed.getAndSet(true))
                                || (request instanceof UpdateJobExecutionRequest
                                        && !heartbeatHasFailed.getAndSet(true)));
                if (fails) {
                    throw new OutOfMemoryError("unable to create native thread: thrown by a test");
                }
            }));
            bed.jobs(List.of("erring"));
            Runs runs = new Runs();
            running(bed, List.of("erring", "idle"), client, runs, 1);

            armed.set(true);

            within(10).until(() -> pollHasFailed.get() && heartbeatHasFailed.get());
            bed.jobs(List.of("idle"));
            within(10).until(() -> runs.jobIds().contains("job-idle"));
            within(20).during(Duration.ofSeconds(8)).untilAsserted(() -> assertThat(runs.lost())
                    .isEmpty());
        }
    }

    private static Worker running(TestBed bed, List<String> things, IotJobsDataPlaneClient client, Runs runs)
            throws Exception {
        return running(bed, things, client, runs, things.size());
    }

    private static Worker running(TestBed bed, List<String> things, IotJobsDataPlaneClient client, Runs runs, int jobs)
            throws Exception {
        Worker worker = bed.worker().bind("client", client);
        worker.work(
                String.join(",", things),
                "iotJobsDataPlaneClient=#client&region=&accessKey=&secretKey=&uriEndpointOverride=",
                runs.then(bed::hold));
        within(TestBed.START_SECONDS).until(() -> runs.all().size() == jobs);
        return worker;
    }
}
