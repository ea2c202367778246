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
package io.github.cameliot.emulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClientBuilder;
import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.ClientKeys;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.mqtt.TestClient.Version;
import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.emulator.tls.TestAuthority;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Which clients of MQTT are served. */
class MqttAccessTest {

    private static final AwsCredentialsIdentity KEY = AwsCredentialsIdentity.create("AKID", "secret");
    private static final String TOKEN = "to/ken+=";

    private static JobsEmulator withKeys() {
        return JobsEmulator.builder()
                .mqtt()
                .accessKey(AccessKey.of("AKID", "secret"))
                .accessKey(new AccessKey("AKIDTEMP", "secret", TOKEN))
                .start();
    }

    /** The address with a signature in its query. */
    private static URI signed(JobsEmulator emulator, AwsCredentialsIdentity identity, String service) {
        return signed(emulator, identity, service, "us-east-1");
    }

    private static URI signed(JobsEmulator emulator, AwsCredentialsIdentity identity, String service, String region) {
        URI endpoint = emulator.mqttWebSocketEndpoint();
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(endpoint.toString().replace("ws:", "http:")))
                .build();
        URI url = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5)))
                .request()
                .getUri();
        return URI.create(url.toString().replace("http:", "ws:"));
    }

    /** The status with which a handshake is refused; 101 if it is served. */
    private static int handshake(URI uri, String header, String value) {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("mqtt");
        if (header != null) {
            builder.header(header, value);
        }
        try {
            WebSocket socket =
                    builder.buildAsync(uri, new WebSocket.Listener() {}).join();
            socket.abort();
            assertThat(socket.getSubprotocol()).isEqualTo("mqtt");
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    @Test
    void aSignedHandshakeIsServed() {
        try (JobsEmulator emulator = withKeys();
                TestClient client = TestClient.connect(signed(emulator, KEY, "iotdevicegateway"), Version.MQTT_5)) {
            client.subscribe("$aws/things/+/jobs/notify-next");

            emulator.createJob("ota-7", "{}", "pump-12");

            assertThat(client.next().text()).contains("ota-7");
        }
    }

    @Test
    void aSessionTokenIsSignedOrAppended() {
        try (JobsEmulator emulator = withKeys()) {
            URI tokenSigned = signed(
                    emulator, AwsSessionCredentialsIdentity.create("AKIDTEMP", "secret", TOKEN), "iotdevicegateway");
            URI withoutToken =
                    signed(emulator, AwsCredentialsIdentity.create("AKIDTEMP", "secret"), "iotdevicegateway");

            assertThat(handshake(tokenSigned, null, null)).isEqualTo(101);
            assertThat(handshake(withoutToken, null, null)).isEqualTo(403);
            assertThat(handshake(append(withoutToken, "to%2Fken%2B%3D"), null, null))
                    .isEqualTo(101);
            assertThat(handshake(append(withoutToken, "other"), null, null)).isEqualTo(403);
        }
    }

    private static URI append(URI uri, String token) {
        return URI.create(uri + "&X-Amz-Security-Token=" + token);
    }

    @Test
    void otherHandshakesAreRefusedIfThereIsAKey() {
        try (JobsEmulator emulator = withKeys()) {
            URI wrongKey = signed(emulator, AwsCredentialsIdentity.create("AKID", "wrong"), "iotdevicegateway");

            assertThat(handshake(emulator.mqttWebSocketEndpoint(), null, null)).isEqualTo(403);
            assertThat(handshake(wrongKey, null, null)).isEqualTo(403);
            assertThat(handshake(signed(emulator, KEY, "iot"), null, null)).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({"AKID, us-east-1, 101", "AKID, eu-west-1, 403", "210987654321, us-east-1, 403"})
    void mqttBelongsToTheStandardAccountAndRegion(String accessKeyId, String region, int status) {
        try (JobsEmulator emulator =
                JobsEmulator.builder().mqtt().separateAccounts().start()) {
            AwsCredentialsIdentity identity = AwsCredentialsIdentity.create(accessKeyId, "secret");

            assertThat(handshake(signed(emulator, identity, "iotdevicegateway", region), null, null))
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePortDoesNotServeClientsThatCannotShowWhoTheyAre(Version version) {
        try (JobsEmulator emulator = withKeys()) {
            assertThatThrownBy(() -> TestClient.connect(emulator.mqttEndpoint(), version))
                    .hasMessageContaining("NOT_AUTHORIZED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Origin, http://localhost:3000, 101",
        "Sec-Fetch-Site, cross-site, 403",
    })
    void aWebPageOfAnotherHostCannotConnect(String header, String value, int status) {
        try (JobsEmulator emulator = JobsEmulator.builder().mqtt().start()) {
            assertThat(handshake(emulator.mqttWebSocketEndpoint(), header, value))
                    .isEqualTo(status);
        }
    }

    @Test
    void withoutMqttThereIsNoWebSocket() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            URI uri = URI.create("ws://127.0.0.1:" + emulator.port() + "/mqtt");

            assertThat(handshake(uri, null, null)).isEqualTo(404);
            assertThatThrownBy(emulator::mqttEndpoint).hasMessageContaining("--mqtt");
        }
    }

    @Test
    void withTlsThePortDemandsACertificateOfTheAuthority() {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().mqtt().start()) {
            TestAuthority authority = emulator.authority();
            assertThat(emulator.mqttEndpoint().getScheme()).isEqualTo("mqtts");

            try (TestClient client = TestClient.of(
                    emulator.mqttEndpoint(),
                    Version.MQTT_5,
                    builder -> secured(builder, authority, authority.client("pump-12")))) {
                TestClient.await(client.version5().connect());
                client.subscribe("a");
                client.publish("a", "1");
                assertThat(client.next().text()).isEqualTo("1");
            }
            TestClient without = TestClient.of(
                    emulator.mqttEndpoint(), Version.MQTT_5, builder -> secured(builder, authority, null));
            TestClient foreign = TestClient.of(
                    emulator.mqttEndpoint(),
                    Version.MQTT_5,
                    builder -> secured(builder, authority, new TestAuthority().client("pump-12")));
            assertThatThrownBy(() -> TestClient.await(without.version5().connect()))
                    .isNotNull();
            assertThatThrownBy(() -> TestClient.await(foreign.version5().connect()))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mqtt/", "/other"})
    void onlyOnePathIsAWebSocket(String path) {
        try (JobsEmulator emulator = JobsEmulator.builder().mqtt().start()) {
            URI uri = URI.create("ws://127.0.0.1:" + emulator.port() + path);

            assertThat(handshake(uri, null, null)).isEqualTo(404);
        }
    }

    private static MqttClientBuilder secured(MqttClientBuilder builder, TestAuthority authority, Identity client) {
        ClientKeys keys = ClientKeys.of(authority, client);
        return builder.sslConfig()
                .trustManagerFactory(keys.trust())
                .keyManagerFactory(keys.keys())
                .applySslConfig();
    }
}
