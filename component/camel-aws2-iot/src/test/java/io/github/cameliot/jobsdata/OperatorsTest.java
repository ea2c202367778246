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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees and does at three in the morning. */
class OperatorsTest {

    private final JobsEmulator emulator = JobsEmulator.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<JobSession> sessions = new java.util.concurrent.CopyOnWriteArrayList<>();

    @BeforeEach
    void aJobThatRuns() throws Exception {
        camel.getShutdownStrategy().setTimeout(5);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?thing=pump-12,pump-17&delay=50&maxDelay=100&region=eu-west-1"
                                + "&accessKey=a&secretKey=s&uriEndpointOverride=" + emulator.endpoint())
                        .routeId("jobs")
                        .process(e -> {
                            sessions.add(e.getProperty(IotJobsDataConstants.SESSION, JobSession.class));
                            mayEnd.await();
                        });
            }
        });
        emulator.createThing("pump-17");
        emulator.createJob("ota-7", "{}", "pump-12");
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        camel.stop();
        emulator.close();
    }

    @Test
    void jmxShowsWhatRunsAndWhatWasDecided() throws Exception {
        start();

        assertThat(attribute("JobsRunning")).isEqualTo(1);
        assertThat(attribute("OutcomesWaiting")).isEqualTo(0);
        assertThat(attribute("ThingsFailing")).isEqualTo(0);
        assertThat(attribute("ThingsBlocked")).isEqualTo(List.of());
        assertThat(((Map<?, ?>) attribute("Counters")).get("claimed")).isEqualTo(1L);
    }

    @Test
    void aJobFailedByHandIsReportedAndItsRouteIsTold() throws Exception {
        start();

        server().invoke(consumer(), "failJob", new Object[] {"pump-12", "stuck"}, signature(2));

        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails()).containsEntry("reason", "stuck");
        assertThat(sessions.get(0).isLost()).isTrue();
        mayEnd.countDown();
        await().until(() -> attribute("JobsRunning").equals(0));
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aJobReleasedByHandCanBeTakenAtOnce() throws Exception {
        start();

        server().invoke(consumer(), "releaseJob", new Object[] {"pump-12"}, signature(1));

        assertThat(emulator.execution("pump-12", "ota-7").statusDetails().get("claimedBy"))
                .contains("state=released");
        assertThat(sessions.get(0).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void anOperationOnAThingWithoutAJobSaysSo() throws Exception {
        start();

        assertThatThrownBy(() -> server().invoke(consumer(), "releaseJob", new Object[] {"pump-99"}, signature(1)))
                .rootCause()
                .hasMessage("No job runs on thing 'pump-99' here.");
    }

    @Test
    void healthIsDownWhenNoThingCanBeAskedAndSaysWhy() throws Exception {
        emulator.faults().add(Fault.forbidden());
        camel.start();

        // Before the first poll it is DOWN, too.
        await().untilAsserted(
                        () -> assertThat(health().getMessage().orElse("")).contains("HTTP 403", "Allow iotjobsdata:"));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        emulator.faults().clear();
        await().until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void oneThingOfSeveralThatFailsLeavesHealthUpWithItsDetails() throws Exception {
        emulator.faults().add(Fault.forbidden().thing("pump-17"));
        start();

        await().until(() -> attribute("ThingsFailing").equals(1));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails()).containsEntry("things", 2).containsEntry("things.failing", 1);
    }

    private void start() {
        camel.start();
        await().until(() -> !sessions.isEmpty());
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.getHealthCheckRepository(camel, "consumers")
                .getCheck("consumer:jobs")
                .orElseThrow()
                .call();
    }

    private MBeanServer server() {
        return camel.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private ObjectName consumer() throws Exception {
        return server().queryNames(
                        new ObjectName(
                                "org.apache.camel:context=" + camel.getManagementName() + ",type=consumers,name=*"),
                        null)
                .iterator()
                .next();
    }

    private Object attribute(String name) throws Exception {
        return server().getAttribute(consumer(), name);
    }

    private static String[] signature(int strings) {
        return java.util.Collections.nCopies(strings, String.class.getName()).toArray(String[]::new);
    }
}
