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
package io.github.cameliot.emulator.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * In-memory CA; its key is never stored. It signs the certificate of the emulator and those of clients. Each is valid for
 * one day, in real time.
 */
public final class TestAuthority {

    private static final Duration VALID = Duration.ofDays(1);
    private static final X500Principal NAME = new X500Principal("CN=AWS IoT Jobs emulator test CA");

    private final KeyPair keys = generate();
    private final String certificatePem;

    public TestAuthority() {
        this.certificatePem = Pem.of("CERTIFICATE", sign(NAME, keys, new Purpose(true, null)));
    }

    /** The CA certificate, for the trust stores of clients. */
    public String certificatePem() {
        return certificatePem;
    }

    /** The identity of a server at this host name or address; it is valid for localhost too. */
    public Identity server(String host) {
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            isAddress(host) ? new GeneralName(GeneralName.iPAddress, host) : new GeneralName(GeneralName.dNSName, host)
        });
        return issue(new X500Principal("CN=emulator"), new Purpose(false, names));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    /** The identity of a client, usually a thing. */
    public Identity client(String commonName) {
        return issue(new X500Principal("CN=" + commonName), new Purpose(false, null));
    }

    private Identity issue(X500Principal subject, Purpose purpose) {
        KeyPair pair = generate();
        return new Identity(
                Pem.of("CERTIFICATE", sign(subject, pair, purpose)),
                Pem.of("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private record Purpose(boolean isAuthority, GeneralNames names) {}

    private byte[] sign(X500Principal subject, KeyPair subjectKeys, Purpose purpose) {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(VALID)),
                Date.from(now.plus(VALID)),
                subject,
                subjectKeys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(purpose.isAuthority()));
            if (purpose.names() != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, purpose.names());
            }
            X509CertificateHolder certificate =
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            return certificate.getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("Cannot make a test certificate for " + subject, e);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has the curve secp256r1", e);
        }
    }
}
