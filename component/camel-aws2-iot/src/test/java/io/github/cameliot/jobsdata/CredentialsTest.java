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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** One kind of credentials, whole, or none; never a value in a message. */
class CredentialsTest {

    private static final AwsCredentialsProvider PROVIDER =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("OPENSESAME", "OPENSESAME"));

    private static final Map<String, Consumer<IotJobsDataConfiguration>> KINDS = Map.of(
            "awsCredentialsProvider",
            o -> o.setAwsCredentialsProvider(PROVIDER),
            "accessKey",
            CredentialsTest::keys,
            "useDefaultCredentialsProvider",
            o -> o.setUseDefaultCredentialsProvider(true),
            "profileCredentialsName",
            o -> o.setProfileCredentialsName("dev"));

    @BeforeAll
    static void profiles(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("credentials");
        Files.writeString(
                file,
                "[dev]\naws_access_key_id = OPENSESAME\naws_secret_access_key = OPENSESAME\n",
                StandardCharsets.US_ASCII);
        System.setProperty("aws.sharedCredentialsFile", file.toString());
        System.setProperty("aws.configFile", folder.resolve("config").toString());
    }

    @AfterAll
    static void noProfiles() {
        System.clearProperty("aws.sharedCredentialsFile");
        System.clearProperty("aws.configFile");
    }

    static Stream<Arguments> pairs() {
        List<String> kinds = KINDS.keySet().stream().sorted().toList();
        return kinds.stream()
                .flatMap(a -> kinds.stream().filter(b -> a.compareTo(b) < 0).map(b -> Arguments.of(a, b)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoKindsContradictEachOther(String one, String other) {
        Throwable refused =
                Refusal.ofTo("iot-jobs-data:describe", KINDS.get(one).andThen(KINDS.get(other)));

        assertThat(refused)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("contradict", one, other, "Keep one")
                .hasMessageNotContaining("OPENSESAME");
    }

    static Stream<Arguments> halves() {
        return Stream.of(
                half("secretKey", o -> o.setAccessKey("OPENSESAME")),
                half("accessKey", o -> o.setSecretKey("OPENSESAME")),
                half("accessKey and secretKey", o -> o.setSessionToken("OPENSESAME")),
                half("accessKey and secretKey and sessionToken", o -> o.setUseSessionCredentials(true)),
                half("sessionToken", o -> {
                    keys(o);
                    o.setUseSessionCredentials(true);
                }));
    }

    private static Arguments half(String missing, Consumer<IotJobsDataConfiguration> options) {
        return Arguments.of(missing, options);
    }

    @ParameterizedTest
    @MethodSource("halves")
    void aHalfKeyPairIsRefused(String missing, Consumer<IotJobsDataConfiguration> options) {
        assertThat(Refusal.ofTo("iot-jobs-data:describe", options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(missing + " missing")
                .hasMessageNotContaining("OPENSESAME");
    }

    @Test
    void anEndpointsCredentialsContradictThoseOfTheComponent() {
        assertThat(Refusal.ofTo("iot-jobs-data:describe?useDefaultCredentialsProvider=true", CredentialsTest::keys))
                .hasMessageContainingAll("contradict", "accessKey", "useDefaultCredentialsProvider");
    }

    @Test
    void aClientContradictsWhatWouldHaveMadeOne() {
        try (IotJobsDataPlaneClient client = IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(PROVIDER)
                .build()) {
            Throwable refused = Refusal.ofTo("iot-jobs-data:describe", o -> {
                keys(o);
                o.setIotJobsDataPlaneClient(client);
            });

            assertThat(refused)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("iotJobsDataPlaneClient", "accessKey", "region", "uriEndpointOverride")
                    .hasMessageNotContaining("OPENSESAME");
        }
    }

    @Test
    void sslContextParametersContradictTrustingAnybody() {
        assertThat(Refusal.ofTo("iot-jobs-data:describe", o -> {
                    o.setSslContextParameters(new SSLContextParameters());
                    o.setTrustAllCertificates(true);
                }))
                .hasMessageContainingAll("sslContextParameters", "trustAllCertificates=true", "contradict");
    }

    @Test
    void aProfileThatIsNotThereIsRefused() {
        assertThat(Refusal.ofTo("iot-jobs-data:describe", o -> o.setProfileCredentialsName("prod")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("profileCredentialsName='prod'", "only dev", "AWS_CONFIG_FILE")
                .hasMessageNotContaining("OPENSESAME");
    }

    @Test
    void theDefaultProfileIsRefusedWhereThereIsNone() {
        assertThat(Refusal.ofTo("iot-jobs-data:describe", o -> o.setUseProfileCredentialsProvider(true)))
                .hasMessageContainingAll("'default'", "only dev");
    }

    @Test
    void eachKindAloneStarts() {
        assertThat(KINDS.values()).allSatisfy(options -> assertThat(Refusal.ofTo("iot-jobs-data:describe", options))
                .isNull());
    }

    private static void keys(IotJobsDataConfiguration options) {
        options.setAccessKey("OPENSESAME");
        options.setSecretKey("OPENSESAME");
    }
}
