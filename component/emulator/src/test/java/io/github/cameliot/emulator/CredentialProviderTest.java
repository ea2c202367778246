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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.utils.AttributeMap;

/** Credentials for a client certificate, and calls with the certificate alone. */
class CredentialProviderTest {

    private static final String PATH = "/role-aliases/worker/credentials";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JobsEmulator emulator;
    private static ManualClock clock;
    private static TlsClient pump;
    private static TlsClient nobody;

    @BeforeAll
    static void start() throws Exception {
        clock = new ManualClock(Instant.now());
        emulator = JobsEmulator.builder()
                .clock(clock)
                .tls()
                .accessKey(AccessKey.of("AKIDRIGHT", "secret"))
                .roleAlias("worker", Duration.ofMinutes(15))
                .roleAlias("a=b,c@d-e_f")
                .ownThingOnly()
                .start();
        emulator.createThing("pump-1", "pump-2");
        pump = new TlsClient(emulator, emulator.authority().client("pump-1"));
        nobody = new TlsClient(emulator, null);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void aCertificateGetsCredentialsOfTheDurationOfTheAlias() throws Exception {
        JsonNode credentials = credentials(pump.send("GET", PATH));

        assertThat(credentials.path("accessKeyId").asText()).matches("ASIA[A-Z2-7]{16}");
        assertThat(credentials.path("secretAccessKey").asText()).hasSize(40);
        assertThat(credentials.path("sessionToken").asText()).hasSizeGreaterThan(200);
        assertThat(Instant.parse(credentials.path("expiration").asText()))
                .isEqualTo(clock.instant().plusSeconds(900).truncatedTo(ChronoUnit.SECONDS));
        assertThat(credentials).hasSize(4);
    }

    @Test
    void theNameOfTheThingMayBeSentAndMustBeThatOfTheCertificate() throws Exception {
        assertThat(pump.send("GET", PATH, "x-amzn-iot-thingname", "pump-1").statusCode())
                .isEqualTo(200);
        refused(pump.send("GET", PATH, "x-amzn-iot-thingname", "pump-2"), 403, "Invalid thing name passed");
        refused(pump.send("GET", PATH, "x-amzn-iot-thingname", ""), 403, "Invalid thing name passed");
    }

    @Test
    void withoutACertificateThereAreNone() throws Exception {
        refused(nobody.send("GET", PATH), 403, "Access Denied");
        refused(nobody.send("GET", PATH, "x-amzn-iot-thingname", "pump-1"), 403, "Access Denied");
    }

    @Test
    void onlyAliasesThatExistIssueCredentials() throws Exception {
        assertThat(pump.send("GET", "/role-aliases/a%3Db,c%40d-e_f/credentials").statusCode())
                .isEqualTo(200);
        refused(pump.send("GET", "/role-aliases/other/credentials"), 404, "Role alias does not exist");
        refused(pump.send("GET", "/role-aliases/a%2Fb/credentials"), 404, "Role alias does not exist");

        emulator.createRoleAlias("other", Duration.ofHours(12));
        assertThat(pump.send("GET", "/role-aliases/other/credentials").statusCode())
                .isEqualTo(200);

        emulator.deleteRoleAlias("other");
        refused(pump.send("GET", "/role-aliases/other/credentials"), 404, "Role alias does not exist");

        emulator.createRoleAlias("other", Duration.ofHours(12));
        emulator.reset();
        refused(pump.send("GET", "/role-aliases/other/credentials"), 404, "Role alias does not exist");
    }

    @Test
    void whatTheCredentialsHaveSignedPassesUntilTheyExpire() throws Exception {
        JsonNode credentials = credentials(pump.send("GET", PATH));

        assertThat(refusalOf(credentials, credentials.path("sessionToken").asText()))
                .isNull();
        clock.advance(Duration.ofMinutes(15));
        assertThat(refusalOf(credentials, credentials.path("sessionToken").asText()))
                .isEqualTo("ExpiredTokenException");
        clock.advance(Duration.ofMinutes(-15));
        // Last: by a refusal with another time the SDK sets the time of its whole JVM, and by this one it is set back.
        assertThat(refusalOf(credentials, "another")).isEqualTo("UnrecognizedClientException");
    }

    @Test
    void aCertificateNeedsNoSignatureForItsOwnThing() throws Exception {
        assertThat(pump.send("GET", "/things/pump-1/jobs").statusCode()).isEqualTo(200);
        refused(pump.send("GET", "/things/pump-2/jobs"), 403, "not attached to this thing");
        refused(nobody.send("GET", "/things/pump-1/jobs"), 403, "not signed");
    }

    @Test
    void aWrongSignatureIsNotReplacedByACertificate() throws Exception {
        refused(
                pump.send("GET", "/things/pump-1/jobs", "Authorization", "AWS4-HMAC-SHA256 Credential=AKID"),
                403,
                "incomplete");
        refused(pump.send("GET", "/things/pump-1/jobs?X-Amz-Signature=abc"), 403, "");
    }

    @Test
    void theControlPlaneAndTheEmulatorsOwnPathsAreNotServedByCertificate() throws Exception {
        refused(pump.send("GET", "/jobs"), 403, "not signed");
        refused(pump.send("GET", "/_emulator/requests"), 403, "not signed");
    }

    @Test
    void credentialsThatWereIssuedDoNotOpenTheEmulatorsOwnPaths() throws Exception {
        JsonNode keys = credentials(pump.send("GET", PATH));

        String things = "/things/pump-1/jobs";
        assertThat(nobody.send("GET", things, signed(things, keys)).statusCode())
                .isEqualTo(200);
        for (String path : List.of("/_emulator/requests", "/_emulator/state", "/_emulator/iot/jobs")) {
            refused(nobody.send("GET", path, signed(path, keys)), 403, "signed with the --access-key");
        }
    }

    @Test
    void faultsApplyToTheCredentialProviderByTheThingOfTheCertificate() throws Exception {
        Faults.ActiveFault fault = emulator.faults()
                .add(Fault.unavailable()
                        .on(Operation.ASSUME_ROLE_WITH_CERTIFICATE)
                        .thing("pump-1"));

        refused(pump.send("GET", PATH), 503, "");
        fault.remove();
        assertThat(pump.send("GET", PATH).statusCode()).isEqualTo(200);
        assertThat(emulator.requests().count(Operation.ASSUME_ROLE_WITH_CERTIFICATE, "pump-1"))
                .isGreaterThan(1);
    }

    @Test
    void withoutAliasesAndKeysEveryAliasIssuesCredentialsThatStillExpire() throws Exception {
        try (JobsEmulator open = JobsEmulator.builder().clock(clock).tls().start()) {
            open.createThing("pump-1");
            TlsClient client = new TlsClient(open, open.authority().client("pump-1"));

            String key =
                    credentials(client.send("GET", PATH)).path("accessKeyId").asText();
            String[] wrong = {
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + key + "/20260101/us-east-1/iot/aws4_request, SignedHeaders=host,"
                        + " Signature=00",
                "X-Amz-Date",
                "20260101T000000Z"
            };

            refused(client.send("GET", "/things/pump-1/jobs", wrong), 403, "security token");
            wrong[1] = wrong[1].replace(key, "AKIDOTHER");
            assertThat(client.send("GET", "/things/pump-1", wrong).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutTlsThereAreNone() {
        try (JobsEmulator plain = JobsEmulator.start()) {
            assertThat(new RawHttp(plain.endpoint()).send("GET", PATH, "").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void aliasesThatTheServiceRefusesAreRefusedAtTheStart() {
        JobsEmulatorBuilder builder = JobsEmulator.builder();

        assertThatThrownBy(() -> builder.roleAlias("a/b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.roleAlias("a", Duration.ofSeconds(899)))
                .hasMessageContaining("900 to 43200");
        assertThatThrownBy(() -> builder.roleAlias("a", Duration.ofHours(13))).hasMessageContaining("900 to 43200");
    }

    private static JsonNode credentials(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body()).path("credentials");
    }

    private static void refused(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(message);
    }

    /** The headers of a signed GET. */
    private static String[] signed(String path, JsonNode keys) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(emulator.endpoint() + path))
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsSessionCredentials.create(
                                keys.path("accessKeyId").asText(),
                                keys.path("secretAccessKey").asText(),
                                keys.path("sessionToken").asText()))
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "iot-jobs-data")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
        return signed.headers().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
                .flatMap(header -> Stream.of(header.getKey(), header.getValue().get(0)))
                .toArray(String[]::new);
    }

    /** The name of the error; null when the request passes. */
    private static String refusalOf(JsonNode keys, String token) {
        try (IotJobsDataPlaneClient data = IotJobsDataPlaneClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        keys.path("accessKeyId").asText(),
                        keys.path("secretAccessKey").asText(),
                        token)))
                .httpClient(ApacheHttpClient.builder()
                        .buildWithDefaults(AttributeMap.builder()
                                .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                                .build()))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build()) {
            AwsServiceException refusal = catchThrowableOfType(
                    AwsServiceException.class, () -> data.getPendingJobExecutions(r -> r.thingName("pump-1")));
            return refusal == null ? null : refusal.awsErrorDetails().errorCode();
        }
    }
}
