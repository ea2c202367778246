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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes whose calls are authenticated by a client certificate, on an emulator that serves no others. */
class X509CallsTest {

    @TempDir
    static Path folder;

    private static JobsEmulator emulator;
    private static String files;
    private static String credentials;
    private static String mutualTls;

    @BeforeAll
    static void start() throws IOException {
        emulator = JobsEmulator.builder()
                .tls()
                .accessKey(AccessKey.of("AKIDOTHER", "other"))
                .roleAlias("worker")
                .ownThingOnly()
                .region("eu-west-1")
                .start();
        Identity identity = emulator.authority().client("pump-12");
        Files.writeString(folder.resolve("device.pem"), identity.certificatePem());
        Files.writeString(folder.resolve("device.key"), identity.privateKeyPem());
        Files.writeString(folder.resolve("ca.pem"), emulator.authority().certificatePem());
        files = "&certificateFile=" + folder.resolve("device.pem") + "&privateKeyFile=" + folder.resolve("device.key")
                + "&caFile=" + folder.resolve("ca.pem");
        String endpoint = "&uriEndpointOverride=" + emulator.endpoint();
        credentials = endpoint + "&region=eu-west-1&x509=credentials&roleAlias=worker&credentialsEndpoint=127.0.0.1:"
                + emulator.port();
        mutualTls = endpoint + "&x509=mutualTls";
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void job() {
        emulator.deleteThing("pump-12");
        emulator.createJob("ota-" + System.nanoTime(), "{}", "pump-12", "pump-13");
        emulator.requests().clear();
    }

    @Test
    void callsAreSignedWithCredentialsOfTheRoleAliasThatAllEndpointsShare() throws IOException {
        try (DefaultCamelContext camel = started()) {
            assertThat(describe(camel, "pump-12", files + credentials + "&certificateThing=pump-12"))
                    .isNull();
            assertThat(describe(camel, "pump-13", files + credentials + "&certificateThing=pump-12"))
                    .isNull(); // by the policy of the role, not by that of the certificate
        }

        assertThat(emulator.requests().count(Operation.ASSUME_ROLE_WITH_CERTIFICATE))
                .isEqualTo(1);
    }

    @Test
    void withMutualTlsCallsAreNotSignedAndTheCertificateDecides() throws IOException {
        try (DefaultCamelContext camel = started()) {
            assertThat(describe(camel, "pump-12", files + mutualTls)).isNull();
            assertThat(describe(camel, "pump-13", files + mutualTls))
                    .isInstanceOf(JobsCallException.class)
                    .hasMessageContainingAll("HTTP 403", "not attached to this thing");
        }

        assertThat(emulator.requests().count(Operation.ASSUME_ROLE_WITH_CERTIFICATE))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials", "mutualTls"})
    void callsShareAConnection(String use) throws IOException {
        String options = files + (use.equals("credentials") ? credentials : mutualTls);
        try (DefaultCamelContext camel = started()) {
            for (int call = 0; call < 5; call++) {
                assertThat(describe(camel, "pump-12", options)).isNull();
            }
        }

        assertThat(emulator.requests().connections()).isEqualTo(use.equals("credentials") ? 2 : 1);
    }

    @Test
    void aThingThatTheCertificateDoesNotHaveIsToldWithTheFailedCall() throws IOException {
        try (DefaultCamelContext camel = started()) {
            assertThat(describe(camel, "pump-12", files + credentials + "&certificateThing=pump-13"))
                    .isInstanceOf(JobsCallException.class)
                    .hasMessageContainingAll(
                            "describe",
                            "pump-12",
                            "the request was not sent, because the credential provider at " + emulator.endpoint(),
                            "HTTP 403 (Invalid thing name passed)",
                            "certificateThing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials", "mutualTls"})
    void aConsumerRunsJobs(String use) throws Exception {
        String options = files + (use.equals("credentials") ? credentials : mutualTls);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(camel, r -> r.from("iot-jobs-data:startNext?thing=pump-12&delay=50" + options)
                    .to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.a=b" + options));
            camel.start();

            await().until(() -> emulator.executions("pump-12").get(0).status() == ExecutionStatus.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials", "mutualTls"})
    void theCertificateMayBeInAKeyStore(String use) throws Exception {
        try (DefaultCamelContext camel = started()) {
            camel.getRegistry()
                    .bind(
                            "ssl",
                            TlsTest.trusting(
                                    emulator.authority(), emulator.authority().client("pump-12")));
            String options = "&sslContextParameters=#ssl" + (use.equals("credentials") ? credentials : mutualTls);

            assertThat(describe(camel, "pump-12", options)).isNull();
        }
    }

    @Test
    void allGoesThroughTheProxy() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.start();
                DefaultCamelContext camel = started()) {
            String through = "&proxyProtocol=HTTP&proxyHost=127.0.0.1&proxyPort=" + proxy.port();

            assertThat(describe(camel, "pump-12", files + credentials + through))
                    .isNull();
            assertThat(describe(camel, "pump-12", files + mutualTls + through)).isNull();
            assertThat(proxy.targets()).hasSize(3).containsOnly("127.0.0.1:" + emulator.port());
        }
    }

    private static DefaultCamelContext started() {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.start();
        return camel;
    }

    /** Why the call failed; null if it did not. */
    private static Exception describe(DefaultCamelContext camel, String thing, String options) {
        Exchange exchange = camel.createProducerTemplate()
                .send("iot-jobs-data:describe?thing=" + thing + "&retryMode=none" + options, e -> {});
        return exchange.getException();
    }
}
