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
import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.emulator.tls.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Push over TLS, to a broker with a certificate of an authority that only the options name. */
class PushTlsTest {

    private static final JobsEmulator EMULATOR =
            JobsEmulator.builder().tls().mqtt().start();
    private static final JobsEmulator WITH_CERTIFICATES =
            JobsEmulator.builder().clientCertificates().mqtt().start();

    @AfterAll
    static void close() {
        EMULATOR.close();
        WITH_CERTIFICATES.close();
    }

    @Test
    void theAuthorityOfSslContextParametersIsTrustedOverWebSocket() throws Exception {
        SSLContextParameters ssl = TlsTest.trusting(EMULATOR.authority(), null);

        aJobIsNotified(EMULATOR, "sslContextParameters=#bean:ssl", ssl);
    }

    @Test
    void anyCertificateIsAcceptedWhereTheOptionsSaySo() throws Exception {
        aJobIsNotified(EMULATOR, "trustAllCertificates=true", null);
    }

    @Test
    void theClientCertificateOfSslContextParametersIsPresented() throws Exception {
        SSLContextParameters ssl = TlsTest.trusting(
                WITH_CERTIFICATES.authority(), WITH_CERTIFICATES.authority().client("pump"));

        aJobIsNotified(
                WITH_CERTIFICATES,
                "sslContextParameters=#bean:ssl&pushEndpoint=" + WITH_CERTIFICATES.mqttEndpoint(),
                ssl);
    }

    @Test
    void theClientCertificateOfPemFilesIsPresented(@TempDir Path folder) throws Exception {
        TestAuthority authority = WITH_CERTIFICATES.authority();
        Identity client = authority.client("pump");
        Files.writeString(folder.resolve("client.pem"), client.certificatePem());
        Files.writeString(folder.resolve("client.key"), client.privateKeyPem());
        Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        String thing = "tls-pem";
        WITH_CERTIFICATES.createThing(thing);
        try (PushWorker worker = new PushWorker(WITH_CERTIFICATES)) {
            worker.runWithoutKeys("thing=" + thing + "&x509=mutualTls&certificateFile=" + folder.resolve("client.pem")
                            + "&privateKeyFile=" + folder.resolve("client.key") + "&caFile=" + folder.resolve("ca.pem")
                            + "&pushEndpoint=" + WITH_CERTIFICATES.mqttEndpoint())
                    .idle();

            WITH_CERTIFICATES.createJob("pem-job", "{}", thing);

            until(() -> WITH_CERTIFICATES.execution(thing, "pem-job").status().isTerminal());
        }
    }

    @Test
    void theConnectionGoesThroughTheProxyOfTheCalls() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start()) {
            SSLContextParameters ssl = TlsTest.trusting(
                    WITH_CERTIFICATES.authority(), WITH_CERTIFICATES.authority().client("pump"));

            aJobIsNotified(
                    WITH_CERTIFICATES,
                    "sslContextParameters=#bean:ssl&proxyProtocol=HTTP&proxyHost=127.0.0.1&proxyPort=" + proxy.port()
                            + "&pushEndpoint=" + WITH_CERTIFICATES.mqttEndpoint(),
                    ssl);

            assertThat(proxy.targets())
                    .contains("127.0.0.1:" + WITH_CERTIFICATES.mqttEndpoint().getPort());
        }
    }

    @Test
    void anotherAuthorityIsNotTrustedAndThingsArePolled() throws Exception {
        SSLContextParameters ofTheOther = TlsTest.trusting(WITH_CERTIFICATES.authority(), null);
        try (MqttRelay plain = new MqttRelay(EMULATOR.mqttEndpoint());
                PushWorker worker = new PushWorker(EMULATOR)) {
            EMULATOR.createThing("untrusted");
            String sees = plain.endpoint().replace("mqtt:", "mqtts:");

            worker.with(camel -> camel.getRegistry().bind("ssl", ofTheOther))
                    .run("thing=untrusted&sslContextParameters=#bean:ssl&pushEndpoint=" + sees);
            until(() -> worker.status().failure() != null);

            assertThat(worker.status().isConnected()).isFalse();
            assertThat(worker.status().failure()).contains("TLS");
        }
    }

    private void aJobIsNotified(JobsEmulator emulator, String options, SSLContextParameters ssl) throws Exception {
        String thing = "tls-" + Math.abs(options.hashCode());
        emulator.createThing(thing);
        try (PushWorker worker = new PushWorker(emulator)) {
            if (ssl != null) {
                worker.with(camel -> camel.getRegistry().bind("ssl", ssl));
            }
            worker.run("thing=" + thing + "&" + options).idle();

            emulator.createJob("job-of-" + thing, "{}", thing);

            until(() -> emulator.execution(thing, "job-of-" + thing).status().isTerminal());
        }
    }
}
