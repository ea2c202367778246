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
package io.github.cameliot.jobsdata.options;

import io.github.cameliot.jobsdata.client.X509Files;
import io.github.cameliot.jobsdata.client.X509Identity;
import io.github.cameliot.jobsdata.push.PushTls;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Turns the TLS settings of a Java application into texts in PEM, for a client that does not use Java's TLS. Protocols,
 * cipher suites and providers of {@code sslContextParameters} have no effect on it.
 */
public final class PemTls {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /** The key types that AWS IoT accepts. */
    private static final String[] KEY_TYPES = {"RSA", "EC"};

    private PemTls() {}

    /**
     * What to trust, and which certificate to present: that of {@code certificateFile}, else that of {@code
     * sslContextParameters}. Where neither says what to trust, it is what the JVM trusts.
     *
     * @throws IllegalArgumentException if they cannot be read, or if their key cannot leave its store
     */
    public static PushTls of(IotClientConfiguration options, CamelContext context) {
        SSLContextParameters parameters = options.getSslContextParameters();
        boolean trustAll = options.isTrustAllCertificates();
        X509Files files = new X509Settings(options).files();
        try {
            if (files != null) {
                X509Identity identity = files.read();
                String ca = identity.caPem() == null ? trusted(null, context) : identity.caPem();
                return new PushTls(ca, false, identity.certificatePem(), identity.privateKeyPem());
            }
            Identity identity = parameters == null || parameters.getKeyManagers() == null
                    ? Identity.NONE
                    : identity(parameters, context);
            return new PushTls(
                    trustAll ? null : trusted(parameters, context), trustAll, identity.certificate, identity.key);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "sslContextParameters cannot be used for push: " + e.getMessage() + ".", e);
        }
    }

    private record Identity(String certificate, String key) {
        static final Identity NONE = new Identity(null, null);
    }

    private static String trusted(SSLContextParameters parameters, CamelContext context)
            throws GeneralSecurityException, IOException {
        TrustManager[] managers;
        if (parameters == null || parameters.getTrustManagers() == null) {
            TrustManagerFactory ofTheJvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            ofTheJvm.init((KeyStore) null);
            managers = ofTheJvm.getTrustManagers();
        } else {
            CamelContextAware.trySetCamelContext(parameters.getTrustManagers(), context);
            managers = parameters.getTrustManagers().createTrustManagers();
        }
        X509Certificate[] certificates = Stream.of(managers)
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toArray(X509Certificate[]::new);
        if (certificates.length == 0) {
            throw new GeneralSecurityException("their trust managers name no certificate authority");
        }
        return pem(certificates);
    }

    private static Identity identity(SSLContextParameters parameters, CamelContext context)
            throws GeneralSecurityException, IOException {
        CamelContextAware.trySetCamelContext(parameters.getKeyManagers(), context);
        for (KeyManager manager : parameters.getKeyManagers().createKeyManagers()) {
            if (manager instanceof X509KeyManager keys) {
                String alias = parameters.getCertAlias() != null
                        ? parameters.getCertAlias()
                        : keys.chooseClientAlias(KEY_TYPES, (Principal[]) null, (Socket) null);
                PrivateKey key = alias == null ? null : keys.getPrivateKey(alias);
                if (key != null) {
                    return new Identity(pem(keys.getCertificateChain(alias)), pem(key));
                }
            }
        }
        return Identity.NONE;
    }

    private static String pem(PrivateKey key) throws GeneralSecurityException {
        if (key.getEncoded() == null || !"PKCS#8".equals(key.getFormat())) {
            throw new GeneralSecurityException("their private key cannot be read, which its store does not allow");
        }
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(X509Certificate... certificates) throws GeneralSecurityException {
        StringBuilder all = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            all.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return all.toString();
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + LINES.encodeToString(content) + "\n-----END " + type + "-----\n";
    }
}
