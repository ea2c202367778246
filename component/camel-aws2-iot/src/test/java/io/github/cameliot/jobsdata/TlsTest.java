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

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.emulator.tls.TestAuthority;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.CipherSuitesParameters;
import org.apache.camel.support.jsse.FilterParameters;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextClientParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the component trusts, and how it shows who it is, on a connection with TLS. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @Test
    void aServiceThatNobodyVouchesForIsNotTalkedTo() {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            Exchange exchange = describe(emulator, "&retryMode=none", null, false);

            assertThat(exchange.getException())
                    .isInstanceOf(JobsCallException.class)
                    .hasMessageContainingAll("describe", "pump-12", "certification path");
            assertThat(emulator.requests().total()).isZero();
        }
    }

    @Test
    void trustAllCertificatesTalksToAnybody() {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            assertThat(served(describe(emulator, "&trustAllCertificates=true", null, false)))
                    .isTrue();
        }
    }

    @Test
    void sslContextParametersSayWhomToTrust() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            SSLContextParameters ssl = trusting(emulator.authority(), null);

            assertThat(served(describe(emulator, "&sslContextParameters=#ssl", ssl, false)))
                    .isTrue();
        }
    }

    @Test
    void thoseOfTheContextDoSoWhereTheComponentMayUseThem() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            SSLContextParameters ssl = trusting(emulator.authority(), null);

            assertThat(served(describe(emulator, "", ssl, true))).isTrue();
        }
    }

    @Test
    void sslContextParametersShowTheClientsCertificate() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().clientCertificates().start()) {
            SSLContextParameters ssl =
                    trusting(emulator.authority(), emulator.authority().client("pump-12"));

            assertThat(served(describe(emulator, "&sslContextParameters=#ssl", ssl, false)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theProtocolsOfSslContextParametersAreSpoken(String protocol) throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            SSLContextParameters ssl = trusting(emulator.authority(), null);
            ssl.setSecureSocketProtocols(protocols(protocol));

            assertThat(served(describe(emulator, "&sslContextParameters=#ssl", ssl, false)))
                    .isTrue();
        }
    }

    @Test
    void aProtocolOrACipherThatTheServiceDoesNotSpeakIsNotReplacedByAnother() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            SSLContextParameters old = trusting(emulator.authority(), null);
            old.setSecureSocketProtocols(protocols("TLSv1.1"));
            SSLContextParameters open = trusting(emulator.authority(), null);
            open.setCipherSuites(ciphers("TLS_RSA_WITH_NULL_SHA256"));
            SSLContextParameters client = trusting(emulator.authority(), null);
            client.setClientParameters(new SSLContextClientParameters());
            client.getClientParameters().setSecureSocketProtocols(protocols("TLSv1.1"));

            for (SSLContextParameters ssl : List.of(old, open, client)) {
                assertThat(describe(emulator, "&sslContextParameters=#ssl&retryMode=none", ssl, false)
                                .getException())
                        .isInstanceOf(JobsCallException.class);
            }
            assertThat(emulator.requests().total()).isZero();
        }
    }

    @Test
    void theAliasSaysWhichCertificateIsShown() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().clientCertificates().start()) {
            SSLContextParameters ssl =
                    trusting(emulator.authority(), emulator.authority().client("pump-12"));
            ssl.setCertAlias("client");
            SSLContextParameters nobody =
                    trusting(emulator.authority(), emulator.authority().client("pump-12"));
            nobody.setCertAlias("nobody");

            assertThat(served(describe(emulator, "&sslContextParameters=#ssl", ssl, false)))
                    .isTrue();
            assertThat(describe(emulator, "&sslContextParameters=#ssl&retryMode=none", nobody, false)
                            .getException())
                    .isInstanceOf(JobsCallException.class);
        }
    }

    @Test
    void whatThisJvmDoesNotHaveIsRefusedByNameAtTheStart() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            SSLContextParameters protocol = trusting(emulator.authority(), null);
            protocol.setSecureSocketProtocols(protocols("TLSv9"));
            SSLContextParameters cipher = trusting(emulator.authority(), null);
            cipher.setCipherSuites(ciphers("TLS_NO_SUCH"));
            SSLContextParameters provider = trusting(emulator.authority(), null);
            provider.setProvider("Nobody");
            SSLContextParameters nothing = trusting(emulator.authority(), null);
            nothing.setCipherSuitesFilter(new FilterParameters());
            nothing.getCipherSuitesFilter().getExclude().add(".*");

            for (SSLContextParameters ssl : List.of(protocol, cipher, provider, nothing)) {
                assertThatThrownBy(() -> describe(emulator, "&sslContextParameters=#ssl", ssl, false))
                        .hasStackTraceContaining("sslContextParameters cannot be used");
            }
        }
    }

    private static SecureSocketProtocolsParameters protocols(String protocol) {
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of(protocol));
        return protocols;
    }

    private static CipherSuitesParameters ciphers(String cipher) {
        CipherSuitesParameters ciphers = new CipherSuitesParameters();
        ciphers.setCipherSuite(List.of(cipher));
        return ciphers;
    }

    private static boolean served(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return "{\"version\":7}".equals(exchange.getMessage().getBody(String.class));
    }

    private static Exchange describe(JobsEmulator emulator, String options, SSLContextParameters ssl, boolean global) {
        emulator.createJob("ota-" + System.nanoTime(), "{\"version\":7}", "pump-12");
        emulator.requests().clear();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            if (global) {
                context.setSSLContextParameters(ssl);
                context.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                        .setUseGlobalSslContextParameters(true);
            } else if (ssl != null) {
                context.getRegistry().bind("ssl", ssl);
            }
            context.start();
            return context.createProducerTemplate()
                    .send(
                            "iot-jobs-data:describe?thing=pump-12&region=eu-west-1&accessKey=a&secretKey=s"
                                    + "&uriEndpointOverride=" + emulator.endpoint() + options,
                            exchange -> {});
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static SSLContextParameters trusting(TestAuthority authority, Identity client) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD.toCharArray());
        store.setCertificateEntry("ca", certificate(authority.certificatePem()));
        if (client != null) {
            String base64 =
                    client.privateKeyPem().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            store.setKeyEntry(
                    "client",
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64))),
                    PASSWORD.toCharArray(),
                    new Certificate[] {certificate(client.certificatePem())});
        }
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setKeyStore(store);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(parameters);
        SSLContextParameters ssl = new SSLContextParameters();
        ssl.setTrustManagers(trust);
        if (client != null) {
            KeyManagersParameters keys = new KeyManagersParameters();
            keys.setKeyStore(parameters);
            keys.setKeyPassword(PASSWORD);
            ssl.setKeyManagers(keys);
        }
        return ssl;
    }

    private static Certificate certificate(String pem) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
