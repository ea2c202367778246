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
package io.github.cameliot.jobsdata.client;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A self-signed certificate and its key in each form that openssl and AWS write. */
record TestCertificate(String pem, KeyPair keys) {

    static TestCertificate rsa() throws Exception {
        return of("RSA", 2048, "SHA256withRSA");
    }

    static TestCertificate ec() throws Exception {
        return of("EC", 256, "SHA256withECDSA");
    }

    private static TestCertificate of(String algorithm, int bits, String signature) throws Exception {
        KeyPair keys = keys(algorithm, bits);
        X500Principal name = new X500Principal("CN=pump-12");
        Instant now = Instant.now();
        byte[] der = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        name,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()))
                .getEncoded();
        return new TestCertificate(block("CERTIFICATE", der), keys);
    }

    private static KeyPair keys(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    String pkcs8() {
        return block("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** PKCS #1 or SEC 1. */
    String ofItsAlgorithm() throws Exception {
        byte[] inner = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        return block(keys.getPrivate().getAlgorithm() + " PRIVATE KEY", inner);
    }

    static String block(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
