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
package io.github.cameliot.jobsdata.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

class ProducerHealthCheckTest {

    private static final JobsCallException NOT_SENT = notSent();

    private final AtomicLong now = new AtomicLong(-5);
    private final ProducerHealthCheck check = new ProducerHealthCheck("producer:x:describe", now::get);

    @Test
    void aFailureCountsForAMinuteIfNoOtherCallFollows() {
        check.failed("here", NOT_SENT);
        assertThat(state()).isEqualTo(State.DOWN);

        now.addAndGet(ProducerHealthCheck.FAILURE_COUNTS.toNanos() - 1);
        assertThat(state()).isEqualTo(State.DOWN);

        now.addAndGet(1);
        assertThat(state()).isEqualTo(State.UP);
        assertThat(check.call(Map.of()).getDetails()).containsKeys("call.last.failure", "failure");
    }

    @Test
    void aFailureThatGoesOnKeepsItDown() {
        for (int i = 0; i < 10; i++) {
            check.failed("here", NOT_SENT);
            now.addAndGet(Duration.ofSeconds(50).toNanos());
            assertThat(state()).isEqualTo(State.DOWN);
        }
    }

    @Test
    void aCallThatIsAnsweredEndsTheFailuresOfItsServiceAlone() {
        check.failed("here", NOT_SENT);
        check.failed("there", NOT_SENT);

        check.answered("here");
        assertThat(state()).isEqualTo(State.DOWN);

        check.answered("there");
        assertThat(state()).isEqualTo(State.UP);
    }

    private State state() {
        return check.call(Map.of()).getState();
    }

    private static JobsCallException notSent() {
        try (IotJobsDataPlaneClient sdk = IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
            JobsDataClient client = new JobsDataClient(sdk).singleAttempt(Duration.ofSeconds(5));
            return catchThrowableOfType(
                    JobsCallException.class, () -> client.describe("pump-12", "$next", null, false));
        }
    }
}
