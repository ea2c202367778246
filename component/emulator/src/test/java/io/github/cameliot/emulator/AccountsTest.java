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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.LimitExceededException;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/** Each account and region has its own things and jobs. */
class AccountsTest {

    private static final String OTHER = "210987654321";

    @Test
    void theRegionOfTheSignatureIsThatOfTheThings() {
        try (JobsEmulator emulator = JobsEmulator.builder().separateAccounts().start();
                IotClient europe = client(emulator, "AKID", Region.EU_WEST_1);
                IotClient america = client(emulator, "AKID", Region.US_EAST_1)) {
            String arn = europe.createThing(b -> b.thingName("pump-12")).thingArn();
            europe.createJob(b -> b.jobId("ota-7").targets(arn).document("{}"));

            assertThat(arn).isEqualTo("arn:aws:iot:eu-west-1:123456789012:thing/pump-12");
            assertThatThrownBy(() -> america.describeThing(b -> b.thingName("pump-12")))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() ->
                            america.createJob(b -> b.jobId("ota-7").targets(arn).document("{}")))
                    .isInstanceOf(InvalidRequestException.class);
            assertThat(emulator.executions("pump-12")).isEmpty();
            assertThat(emulator.in("123456789012", "eu-west-1").executions("pump-12"))
                    .hasSize(1);
        }
    }

    @Test
    void theAccountIsThatOfTheAccessKey() {
        try (JobsEmulator emulator = JobsEmulator.builder()
                        .separateAccounts()
                        .accessKey(AccessKey.of("AKID1", "SECRET"))
                        .accessKey(AccessKey.of("AKID2", "SECRET").inAccount(OTHER))
                        .start();
                IotClient first = client(emulator, "AKID1", Region.US_EAST_1);
                IotClient second = client(emulator, "AKID2", Region.US_EAST_1)) {
            assertThat(first.createThing(b -> b.thingName("pump-1")).thingArn())
                    .isEqualTo("arn:aws:iot:us-east-1:123456789012:thing/pump-1");
            assertThat(second.createThing(b -> b.thingName("pump-2")).thingArn())
                    .isEqualTo("arn:aws:iot:us-east-1:" + OTHER + ":thing/pump-2");
            assertThatThrownBy(() -> second.describeThing(b -> b.thingName("pump-1")))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThat(emulator.in(OTHER, "us-east-1").account()).isEqualTo(OTHER);
        }
    }

    @Test
    void withoutAccessKeysAnIdOfTwelveDigitsIsTheAccount() {
        try (JobsEmulator emulator = JobsEmulator.builder().separateAccounts().start();
                IotClient client = client(emulator, OTHER, Region.EU_WEST_1)) {
            assertThat(client.createThing(b -> b.thingName("pump-1")).thingArn())
                    .isEqualTo("arn:aws:iot:eu-west-1:" + OTHER + ":thing/pump-1");
        }
    }

    @Test
    void unlessTheyAreSeparateAllRequestsUseTheSame() {
        try (JobsEmulator emulator = JobsEmulator.start();
                IotClient client = client(emulator, OTHER, Region.EU_WEST_1)) {
            client.createThing(b -> b.thingName("pump-1"));

            emulator.createJob("ota-7", "{}", "pump-1");
            assertThat(client.describeThing(b -> b.thingName("pump-1")).thingArn())
                    .isEqualTo("arn:aws:iot:us-east-1:123456789012:thing/pump-1");
            assertThatThrownBy(() -> emulator.in(OTHER, "eu-west-1"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("separateAccounts()");
        }
    }

    @Test
    void theNumberOfRegionsIsLimited() {
        try (JobsEmulator emulator = JobsEmulator.builder().separateAccounts().start()) {
            for (int i = 0; i < 99; i++) {
                emulator.in(OTHER, "eu-west-" + i).createThing("pump-1");
            }
            try (IotClient more = client(emulator, OTHER, Region.of("eu-west-99"))) {
                assertThatThrownBy(() -> more.createThing(b -> b.thingName("pump-1")))
                        .isInstanceOf(LimitExceededException.class);
                JobsEmulator before = emulator.in(OTHER, "eu-west-1");
                emulator.reset();
                before.createThing("pump-2");
                assertThat(emulator.in(OTHER, "eu-west-1").dump()).contains("pump-2");
                assertThat(more.createThing(b -> b.thingName("pump-1")).thingArn())
                        .contains("eu-west-99");
            }
        }
    }

    @Test
    void delaysApplyToAllOfThemAlsoToLaterOnes() {
        try (JobsEmulator emulator = JobsEmulator.builder().separateAccounts().start()) {
            JobsEmulator before = emulator.in(OTHER, "eu-west-1");
            emulator.faults().delayNewJobs(Duration.ofHours(1));
            JobsEmulator after = emulator.in(OTHER, "eu-west-2");

            before.createJob("ota-7", "{}", "pump-1");
            after.createJob("ota-7", "{}", "pump-1");

            assertThat(before.executions("pump-1")).isEmpty();
            assertThat(after.executions("pump-1")).isEmpty();
        }
    }

    @Test
    void timersOfAllAccountsTakeEffectForListeners() {
        ManualClock clock = new ManualClock();
        try (JobsEmulator emulator =
                JobsEmulator.builder().separateAccounts().clock(clock).start()) {
            JobsEmulator other = emulator.in(OTHER, "eu-west-1");
            List<JobEvent> events = new CopyOnWriteArrayList<>();
            other.onEvent(events::add);
            emulator.faults().delayCancellations(Duration.ofMinutes(1));
            other.createJob("ota-7", "{}", "pump-1");
            other.cancelJob("ota-7", false);
            int before = events.size();

            clock.advance(Duration.ofMinutes(1));

            assertThat(events).hasSizeGreaterThan(before);
        }
    }

    private static IotClient client(JobsEmulator emulator, String accessKeyId, Region region) {
        return IotClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "SECRET")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }
}
