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
package io.github.cameliot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.routes.Refusal.Meaning;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Conflicts of a service that does not say how the execution stands: nothing promises that AWS does. */
class RefusalTest {

    private JobsEmulator emulator;
    private IotJobsDataPlaneClient sdk;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder()
                .readings(Readings.DEFAULT.conflictCarriesState(false))
                .start();
        emulator.createJob("ota-7", "{}", "pump-12");
        sdk = IotJobsDataPlaneClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    @AfterEach
    void stop() {
        sdk.close();
        emulator.close();
    }

    @Test
    void aResultForAnEndedExecutionIsADeadLetterBecauseHowItEndedCannotBeTold() {
        JobsCallException conflict = conflict(ExecutionStatus.SUCCEEDED, null);

        assertThat(Refusal.of(conflict, ExecutionStatus.SUCCEEDED, false, false))
                .isEqualTo(new Refusal(Meaning.DEAD, DeadLetterReason.ENDED));
    }

    @Test
    void afterAnAttemptWithoutAnAnswerItIsMostLikelyItsEffect() {
        JobsCallException conflict = conflict(ExecutionStatus.SUCCEEDED, null);

        assertThat(Refusal.of(conflict, ExecutionStatus.SUCCEEDED, false, true).meaning())
                .isEqualTo(Meaning.DELIVERED);
    }

    @Test
    void progressWithAVersionIsDescribedAgain() {
        JobsCallException conflict = conflict(ExecutionStatus.IN_PROGRESS, 7L);

        assertThat(Refusal.of(conflict, ExecutionStatus.IN_PROGRESS, true, false)
                        .meaning())
                .isEqualTo(Meaning.TRY_AGAIN);
    }

    @Test
    void progressWithoutAVersionIsOutOfOrderAndNotTriedForEver() {
        JobsCallException conflict = conflict(ExecutionStatus.IN_PROGRESS, null);

        assertThat(Refusal.of(conflict, ExecutionStatus.IN_PROGRESS, false, false))
                .isEqualTo(new Refusal(Meaning.DEAD, DeadLetterReason.OUT_OF_ORDER));
    }

    /** What the service says to an update after the execution was rejected. */
    private JobsCallException conflict(ExecutionStatus to, Long expectedVersion) {
        JobsDataClient client = new JobsDataClient(sdk);
        client.update(new Update("pump-12", "ota-7", ExecutionStatus.REJECTED, 1L, null, null, null));
        return Assertions.catchThrowableOfType(
                JobsCallException.class,
                () -> client.update(new Update("pump-12", "ota-7", to, 1L, expectedVersion, null, null)));
    }
}
