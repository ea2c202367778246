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

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.jdbc.JdbcOutcomeRepository;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A context that stops before AWS has accepted a report, and the one that comes after it, by a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeRepositoryTest {

    private static final String KEEPING = "&outcomeRepository=#outcomes";

    @TempDir
    static Path folder;

    private EmbeddedPostgres postgres;
    private ManualClock clock;
    private JobsEmulator emulator;
    private AtomicInteger runs;

    @BeforeAll
    void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    void stopDatabase() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void start() {
        clock = new ManualClock();
        emulator = JobsEmulator.builder().clock(clock).start();
        runs = new AtomicInteger();
    }

    @AfterEach
    void close() {
        emulator.close();
        databases().forEach(d -> {
            OutcomeRepository left = new JdbcOutcomeRepository(d);
            left.list().keySet().forEach(left::remove);
        });
    }

    List<DataSource> databases() {
        return List.of(JdbcOutcomeRepositoryTest.h2(folder), postgres.getPostgresDatabase());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatAStoppedContextCouldNotReportTheNextOneDeliversWithoutARun(DataSource database) throws Exception {
        stopsWithoutItsReport(database);

        try (CamelWorker next = worker(database)) {
            next.run("pump-12", KEEPING, e -> runs.incrementAndGet());
            awaitDelivery();

            await().until(() -> new JdbcOutcomeRepository(database).list().isEmpty());
            assertThat(next.count(Counter.outcomesDelivered)).isEqualTo(1);
        }
        assertThat(runs).hasValue(1);
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anOutcomeOfAThingThatIsListedNoMoreIsDeliveredToo(DataSource database) throws Exception {
        stopsWithoutItsReport(database);
        emulator.createThing("pump-17");

        try (CamelWorker next = worker(database)) {
            next.run("pump-17", KEEPING, e -> runs.incrementAndGet());
            awaitDelivery();
        }
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRouteThatOpensSessionsDeliversToo(DataSource database) throws Exception {
        stopsWithoutItsReport(database);

        try (CamelWorker next = worker(database)) {
            next.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("timer:ask?repeatCount=1&delay=0")
                            .to(next.call("startNext", "&session=true&thing=pump-12" + KEEPING));
                }
            });
            awaitDelivery();
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void twoWorkersWithOneRepositoryCostTwoCallsAJobWithoutFaults() throws Exception {
        DataSource database = databases().get(0);
        for (int i = 0; i < 20; i++) {
            emulator.createJob("job-" + i, "{}", "pump-" + i % 2);
        }
        try (CamelWorker one = worker(database);
                CamelWorker two = worker(database)) {
            one.run("pump-0", KEEPING + "&workerId=one", e -> runs.incrementAndGet());
            two.run("pump-1", KEEPING + "&workerId=two", e -> runs.incrementAndGet());
            for (int i = 0; i < 20; i++) {
                String jobId = "job-" + i;
                String thing = "pump-" + i % 2;
                await().until(() -> emulator.execution(thing, jobId).status() == ExecutionStatus.SUCCEEDED);
            }
        }

        assertThat(runs).hasValue(20);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(20);
        assertThat(emulator.requests().count(Operation.START_NEXT_PENDING_JOB_EXECUTION))
                .as("and one or two to find each queue empty")
                .isBetween(20L, 24L);
        assertThat(new JdbcOutcomeRepository(database).list()).isEmpty();
    }

    @Test
    void operatorsSeeWhatNobodyCanDeliverAndForgetItByHand() throws Exception {
        DataSource database = databases().get(0);
        stopsWithoutItsReport(database);
        emulator.cancelJob("ota-7", true);
        new JdbcOutcomeRepository(database).keep("damaged", "v1\nthing=pu");

        try (CamelWorker next = worker(database)) {
            next.run("pump-12", KEEPING, e -> runs.incrementAndGet());
            IotJobsDataConsumer consumer =
                    (IotJobsDataConsumer) next.context().getRoute("jobs").getConsumer();
            await().until(() -> {
                clock.advance(Duration.ofSeconds(1));
                return consumer.getOutcomesQuarantined().size() == 2;
            });

            HealthCheck.Result health = HealthCheckHelper.getHealthCheckRepository(next.context(), "consumers")
                    .getCheck("consumer:jobs")
                    .orElseThrow()
                    .call();
            assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(health.getDetails()).containsEntry("outcomes.quarantined", 2);
            assertThat(consumer.getCounters()).containsEntry("outcomesQuarantined", 2L);
            assertThat(consumer.getOutcomesQuarantined().toString())
                    .contains("damaged=quarantined ", "it cannot be read", "CANCELED");
            consumer.getOutcomesQuarantined().keySet().forEach(consumer::forgetOutcome);
            assertThat(consumer.getOutcomesQuarantined()).isEmpty();
        }
        assertThat(new JdbcOutcomeRepository(database).list()).isEmpty();
    }

    @Test
    void withoutPermissionHealthSaysWhatIsKept() throws Exception {
        DataSource database = databases().get(0);
        stopsWithoutItsReport(database);
        emulator.faults().add(Fault.forbidden());

        try (CamelWorker next = worker(database)) {
            next.run("pump-12", KEEPING, e -> runs.incrementAndGet());
            IotJobsDataConsumer consumer =
                    (IotJobsDataConsumer) next.context().getRoute("jobs").getConsumer();
            await().until(() -> {
                clock.advance(Duration.ofSeconds(1));
                return consumer.getOutcomesKept().values().stream().anyMatch(f -> f.contains("HTTP 403"));
            });
            Map<String, Object> details = HealthCheckHelper.getHealthCheckRepository(next.context(), "consumers")
                    .getCheck("consumer:jobs")
                    .orElseThrow()
                    .call()
                    .getDetails();

            assertThat(details).containsEntry("outcomes.kept", 1);
            assertThat(details.get("outcomes.kept.failure").toString()).contains("pump-12/ota-7/1/", "HTTP 403");
            emulator.faults().clear();
            awaitDelivery();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsAnAlarmAndJobsAreReportedAllTheSame() throws Exception {
        DataSource database = JdbcOutcomeRepositoryTest.h2(Files.createFile(folder.resolve("not-a-folder")));
        emulator.createJob("ota-7", "{}", "pump-12");

        try (CamelWorker worker = worker(database)) {
            worker.run("pump-12", KEEPING, e -> runs.incrementAndGet());
            await().until(() -> status() == ExecutionStatus.SUCCEEDED);

            Map<String, Object> details = HealthCheckHelper.getHealthCheckRepository(worker.context(), "consumers")
                    .getCheck("consumer:jobs")
                    .orElseThrow()
                    .call()
                    .getDetails();
            assertThat(details.get("outcomes.repository.failure").toString()).contains("iot_jobs_outcomes");
            assertThat(worker.count(Counter.outcomeRepositoryFailures)).isPositive();
        }
    }

    /** A context that runs a job, whose report is not accepted until it has stopped. */
    private void stopsWithoutItsReport(DataSource database) throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION));
        try (CamelWorker stopped = worker(database)) {
            stopped.context().getShutdownStrategy().setTimeout(1);
            stopped.run("pump-12", KEEPING, e -> runs.incrementAndGet());
            await().until(() -> stopped.count(Counter.reportRetries) > 0);
        }
        emulator.faults().clear();
        assertThat(new JdbcOutcomeRepository(database).list()).hasSize(1);
        assertThat(status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    private CamelWorker worker(DataSource database) {
        CamelWorker worker = new CamelWorker(emulator, clock);
        worker.context().getRegistry().bind("outcomes", new JdbcOutcomeRepository(database));
        return worker;
    }

    private void awaitDelivery() {
        await().until(() -> {
            clock.advance(Duration.ofMillis(200));
            return status() == ExecutionStatus.SUCCEEDED;
        });
    }

    private ExecutionStatus status() {
        return emulator.execution("pump-12", "ota-7").status();
    }
}
