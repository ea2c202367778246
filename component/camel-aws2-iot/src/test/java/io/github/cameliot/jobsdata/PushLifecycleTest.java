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

import static io.github.cameliot.jobsdata.PushWorker.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.counters.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Start, suspend, resume and stop with push, also with a broker that hangs or is away. */
class PushLifecycleTest {

    private static final JobsEmulator EMULATOR = JobsEmulator.builder().mqtt().start();

    /** Longer than anything here takes, and shorter than the time limits of a connection. */
    private static final Duration SOON = Duration.ofSeconds(8);

    @AfterAll
    static void close() {
        EMULATOR.close();
    }

    @Test
    void withABrokerThatHangsTheRouteStartsAndPollsAndStops() throws Exception {
        EMULATOR.createThing("hangs");
        try (MqttRelay relay = new MqttRelay(EMULATOR.mqttEndpoint());
                PushWorker worker = new PushWorker(EMULATOR)) {
            relay.silence();
            Instant began = Instant.now();
            worker.run("thing=hangs&pushEndpoint=" + relay.endpoint());
            assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
            until(() -> relay.connections() > 0);

            EMULATOR.createJob("hangs-job", "{}", "hangs");
            until(() -> ended("hangs", "hangs-job"));

            assertThat(worker.status().isConnected()).isFalse();
            assertThat(health(worker).getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(health(worker).getDetails()).containsEntry("push", "not connected");
            Instant stops = Instant.now();
            worker.camel().stop();
            assertThat(Duration.between(stops, Instant.now())).isLessThan(SOON);
        }
    }

    @Test
    void withoutABrokerThingsArePolledAsUsualAndItIsConnectedWhenItComes() throws Exception {
        EMULATOR.createThing("away");
        try (MqttRelay relay = new MqttRelay(EMULATOR.mqttEndpoint());
                LogCapture log = LogCapture.start();
                PushWorker worker = new PushWorker(EMULATOR)) {
            relay.cut();
            worker.run("thing=away&pushEndpoint=" + relay.endpoint());
            until(() -> worker.status().failure() != null);
            EMULATOR.createJob("away-job", "{}", "away");
            until(() -> ended("away", "away-job"));
            assertThat(health(worker).getDetails().get("push.failure").toString())
                    .contains("cannot connect", "AWS_IO");

            relay.restore();
            worker.idle();

            assertThat(health(worker).getDetails())
                    .containsEntry("push", "connected")
                    .doesNotContainKey("push.failure");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("push does not work at"))
                    .hasSize(1);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("push is connected"))
                    .hasSize(1);
        }
    }

    @Test
    void aCredentialsProviderThatHangsDelaysNeitherTheStartNorTheStop() throws Exception {
        EMULATOR.createThing("slow-keys");
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        AwsCredentialsProvider provider = () -> {
            if (Thread.currentThread().getName().contains("push")) {
                asked.countDown();
                hang(released);
            }
            return AwsBasicCredentials.create("AKIDEXAMPLE", "not-a-secret");
        };
        try (PushWorker worker = new PushWorker(EMULATOR)) {
            worker.with(camel -> camel.getRegistry().bind("provider", provider))
                    .runWithoutKeys("thing=slow-keys&awsCredentialsProvider=#bean:provider");
            asked.await();
            EMULATOR.createJob("slow-keys-job", "{}", "slow-keys");
            until(() -> ended("slow-keys", "slow-keys-job"));

            Instant stops = Instant.now();
            worker.camel().stop();

            assertThat(Duration.between(stops, Instant.now())).isLessThan(SOON);
        } finally {
            released.countDown();
        }
    }

    @Test
    void aSuspendedConsumerClaimsNothingAndClaimsWhatWasNotifiedWhenItIsResumed() throws Exception {
        EMULATOR.createThing("suspended");
        try (PushWorker worker = new PushWorker(EMULATOR)) {
            worker.run("thing=suspended").idle();

            worker.camel().getRouteController().suspendRoute("jobs");
            EMULATOR.createJob("suspended-job", "{}", "suspended");
            until(() -> worker.count(Counter.thingsWoken) == 1);
            assertThat(worker.count(Counter.claimed)).isZero();
            worker.camel().getRouteController().resumeRoute("jobs");

            until(() -> ended("suspended", "suspended-job"));
        }
    }

    @Test
    void aRouteThatIsStoppedAndStartedIsNotifiedAgain() throws Exception {
        EMULATOR.createThing("restarted");
        try (PushWorker worker = new PushWorker(EMULATOR)) {
            worker.run("thing=restarted").idle();
            String clientId = worker.status().clientId();

            worker.camel().getRouteController().stopRoute("jobs");
            assertThat(worker.consumer().push()).isEmpty();
            worker.camel().getRouteController().startRoute("jobs");
            worker.idle();
            EMULATOR.createJob("restarted-job", "{}", "restarted");
            until(() -> ended("restarted", "restarted-job"));

            assertThat(worker.status().clientId()).isNotEqualTo(clientId);
            assertThat(worker.count(Counter.thingsWoken)).isEqualTo(1);
        }
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HealthCheck.Result health(PushWorker worker) {
        return HealthCheckHelper.getHealthCheckRepository(worker.camel(), "consumers")
                .getCheck("consumer:jobs")
                .orElseThrow()
                .call();
    }

    private static boolean ended(String thing, String jobId) {
        return EMULATOR.execution(thing, jobId).status().isTerminal();
    }
}
