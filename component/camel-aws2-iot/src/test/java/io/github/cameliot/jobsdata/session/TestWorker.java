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
import io.github.cameliot.jobsdata.claim.ClaimContext;
import io.github.cameliot.jobsdata.claim.ClaimRequest;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.claim.PendingClaims;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import io.github.cameliot.jobsdata.outcome.OutcomeSweep;
import io.github.cameliot.jobsdata.outcome.PredecessorDelivery;
import io.github.cameliot.jobsdata.outcome.Redelivery;
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** A worker without Camel and without threads: polls, writes and ticks when a test says so, by a clock that tests move. */
public final class TestWorker implements AutoCloseable {

    public static final Duration LEASE = Duration.ofMinutes(5);

    /** The service of all test workers: those with one repository share its outcomes. */
    private static final String SERVICE = "test";

    private final IotJobsDataPlaneClient sdk;
    private final AtomicReference<Runnable> beforeCall = new AtomicReference<>();
    private final AtomicReference<Runnable> beforeResponse = new AtomicReference<>();
    private final Worker worker;
    private final ClaimContext claimContext;
    private final SessionContext context;
    private final Claims claims;
    public final OpenSessions sessions = new OpenSessions();
    public final Counters counters = new Counters();
    public final KeptOutcomes outcomes;
    public final OutcomeSweep sweep;

    private TestWorker(
            JobsEmulator emulator,
            Worker worker,
            SessionOptions options,
            LongSupplier monotonic,
            OutcomeRepository repository) {
        this.worker = worker;
        outcomes = new KeptOutcomes(SERVICE, repository, counters, Runnable::run);
        sdk = IotJobsDataPlaneClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .httpClient(
                        ApacheHttpClient.builder().expectContinueEnabled(false).build())
                .overrideConfiguration(
                        o -> o.addExecutionInterceptor(new Between()).retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        JobsDataClient client = new JobsDataClient(sdk).singleAttempt();
        context = new SessionContext(this, client, options, outcomes, counters, monotonic, Runnable::run);
        Redelivery redelivery = new Redelivery(client, options.rate());
        claimContext = new ClaimContext(
                new PendingClaims(),
                new PredecessorDelivery(outcomes, redelivery),
                options.rate(),
                counters,
                monotonic);
        claims = new Claims(client, worker, null, claimContext);
        sweep = new OutcomeSweep(outcomes, redelivery, counters, monotonic, () -> 0);
    }

    /** One with the defaults of the component. */
    public static TestWorker named(String workerId, JobsEmulator emulator, ManualClock clock) {
        return of(worker(workerId, Resume.expired, LEASE), options(), emulator, clock);
    }

    public static TestWorker of(Worker worker, SessionOptions options, JobsEmulator emulator, ManualClock clock) {
        return new TestWorker(emulator, worker, options, () -> nanos(clock), null);
    }

    /** One whose own clock is not the service's. */
    public static TestWorker withClock(LongSupplier monotonic, String workerId, JobsEmulator emulator) {
        return new TestWorker(emulator, worker(workerId, Resume.expired, LEASE), options(), monotonic, null);
    }

    /** One that keeps its outcomes there, or nowhere if that is null. */
    public static TestWorker keeping(OutcomeRepository there, Worker worker, JobsEmulator emulator, ManualClock clock) {
        return new TestWorker(emulator, worker, options(), () -> nanos(clock), there);
    }

    public static Worker worker(String workerId, Resume resume, Duration lease) {
        return new Worker(workerId, true, "run-" + workerId, lease, resume, 3);
    }

    public static SessionOptions options() {
        return options(Duration.ofHours(1), Outcome.failed("still running"));
    }

    public static SessionOptions options(Duration maxRunTime, Outcome overrun) {
        return options(maxRunTime, overrun, 1);
    }

    /** @param attempts of a write that the route waits for */
    public static SessionOptions options(Duration maxRunTime, Outcome overrun, int attempts) {
        return new SessionOptions(maxRunTime, overrun, null, null, RequestRate.UNBOUNDED, attempts);
    }

    /** What happens elsewhere when the next call is about to be sent. */
    public void beforeNextCall(Runnable action) {
        beforeCall.set(action);
    }

    /** What happens elsewhere when the service has acted on the next call, and the worker has not seen the response. */
    public void beforeNextResponse(Runnable action) {
        beforeResponse.set(action);
    }

    private final class Between implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            run(beforeCall);
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            run(beforeResponse);
        }

        private void run(AtomicReference<Runnable> once) {
            Runnable action = once.getAndSet(null);
            if (action != null) {
                action.run();
            }
        }
    }

    /** Claims of this worker with a filter. */
    public final class Filtered {

        private final Claims filtered;

        private Filtered(Predicate<JobExecution> filter) {
            filtered = new Claims(context.client(), worker, filter, claimContext);
        }

        public ClaimResult next(String thing) {
            return filtered.next(request(thing, false));
        }

        public JobSession claim(String thing) {
            return open(next(thing));
        }
    }

    public Filtered only(Predicate<JobExecution> filter) {
        return new Filtered(filter);
    }

    public ClaimResult next(String thing) {
        return next(thing, false);
    }

    public ClaimResult next(String thing, boolean expectMore) {
        return claims.next(request(thing, expectMore));
    }

    private static ClaimRequest request(String thing, boolean expectMore) {
        return new ClaimRequest(thing, expectMore, Map.of(), () -> true);
    }

    /** Claims what is next, which must be there and free. */
    public JobSession claim(String thing) {
        return open(next(thing));
    }

    /** The session of a claim, which must have got a job. */
    public JobSession open(ClaimResult result) {
        assertThat(result).isInstanceOf(ClaimResult.Job.class);
        return sessions.open(((ClaimResult.Job) result).claimed(), context);
    }

    /** One round of heartbeats, repeated reports and kept outcomes, on this thread. */
    public void tick() {
        SessionRounds.tick(sessions.all());
        sweep.tick(Runnable::run);
    }

    /** Replaces the details as somebody would who knows nothing of claim markers. */
    public void write(String thing, String jobId, Map<String, String> details) {
        sdk.updateJobExecution(
                r -> r.thingName(thing).jobId(jobId).status("IN_PROGRESS").statusDetails(details));
    }

    public long count(Counter counter) {
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
