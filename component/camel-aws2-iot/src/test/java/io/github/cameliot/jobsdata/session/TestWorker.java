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
package io.github.cameliot.jobsdata.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** A worker without Camel and without threads: asks, writes and ticks when a test says so, by a clock that tests move. */
final class TestWorker implements AutoCloseable {

    static final Duration LEASE = Duration.ofMinutes(5);

    private final IotJobsDataPlaneClient sdk;
    private final AtomicReference<Runnable> beforeCall = new AtomicReference<>();
    private final AtomicReference<Runnable> beforeAnswer = new AtomicReference<>();
    final OpenSessions sessions = new OpenSessions();
    final Counters counters = new Counters();
    final Claims claims;
    final KeptOutcomes outcomes;
    final OutcomeSweep sweep;

    private TestWorker(JobsEmulator emulator, ManualClock clock, Worker worker, Terms terms) {
        this(emulator, worker, terms, () -> nanos(clock));
    }

    private TestWorker(JobsEmulator emulator, Worker worker, Terms terms, LongSupplier monotonic) {
        this(emulator, worker, terms, monotonic, null);
    }

    private TestWorker(
            JobsEmulator emulator, Worker worker, Terms given, LongSupplier monotonic, OutcomeRepository repository) {
        outcomes = new KeptOutcomes(repository, counters);
        Terms terms = new Terms(given.maxRunTime(), given.overrun(), given.stepTimeout(), given.rate(), outcomes);
        sdk = IotJobsDataPlaneClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .httpClient(
                        ApacheHttpClient.builder().expectContinueEnabled(false).build())
                .overrideConfiguration(
                        o -> o.addExecutionInterceptor(new Between()).retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        Claims.Shared shared = new Claims.Shared(sessions, counters, monotonic);
        JobsDataClient client = new JobsDataClient(sdk).singleAttempt();
        claims = new Claims(client, worker, terms, null, shared);
        sweep = new OutcomeSweep(outcomes, client, terms.rate(), shared);
    }

    /** One with the defaults of the component. */
    static TestWorker named(String workerId, JobsEmulator emulator, ManualClock clock) {
        return new TestWorker(emulator, clock, worker(workerId, Resume.expired, LEASE), terms());
    }

    static TestWorker of(Worker worker, Terms terms, JobsEmulator emulator, ManualClock clock) {
        return new TestWorker(emulator, clock, worker, terms);
    }

    /** One whose own clock is not the service's. */
    static TestWorker withClock(LongSupplier monotonic, String workerId, JobsEmulator emulator) {
        return new TestWorker(emulator, worker(workerId, Resume.expired, LEASE), terms(), monotonic);
    }

    /** One that keeps its outcomes there. */
    static TestWorker keeping(OutcomeRepository there, Worker worker, JobsEmulator emulator, ManualClock clock) {
        return new TestWorker(emulator, worker, terms(), () -> nanos(clock), there);
    }

    static Worker worker(String workerId, Resume resume, Duration lease) {
        return new Worker(workerId, true, "run-" + workerId, lease, resume, 3);
    }

    static Terms terms() {
        return new Terms(Duration.ofHours(1), Outcome.failed("still running"), null, RequestRate.UNBOUNDED);
    }

    static Terms terms(Duration maxRunTime, Outcome overrun) {
        return new Terms(maxRunTime, overrun, null, RequestRate.UNBOUNDED);
    }

    /** What happens elsewhere when the next call is about to be sent. */
    void beforeNextCall(Runnable action) {
        beforeCall.set(action);
    }

    /** What happens elsewhere when the service has acted on the next call, and the worker has not seen the answer. */
    void beforeNextAnswer(Runnable action) {
        beforeAnswer.set(action);
    }

    private final class Between implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            run(beforeCall);
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            run(beforeAnswer);
        }

        private void run(AtomicReference<Runnable> once) {
            Runnable action = once.getAndSet(null);
            if (action != null) {
                action.run();
            }
        }
    }

    Claim next(String thing) {
        return claims.next(thing, false);
    }

    /** Claims what is next, which must be there and free. */
    JobSession claim(String thing) {
        Claim claim = next(thing);
        assertThat(claim).isInstanceOf(Claim.Job.class);
        return ((Claim.Job) claim).session();
    }

    /** One round of heartbeats, repeated reports and kept outcomes, on this thread. */
    void tick() {
        sessions.tick(Runnable::run);
        sweep.tick(Runnable::run);
    }

    /** Replaces the details as somebody would who knows nothing of marks. */
    void write(String thing, String jobId, Map<String, String> details) {
        sdk.updateJobExecution(
                r -> r.thingName(thing).jobId(jobId).status("IN_PROGRESS").statusDetails(details));
    }

    long count(Counter counter) {
        return counters.get(counter);
    }

    private static long nanos(ManualClock clock) {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public void close() {
        sdk.close();
    }
}
