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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class X509IdentityTest {

    private static TestCertificate rsa;
    private static TestCertificate ec;

    @BeforeAll
    static void generate() throws Exception {
        rsa = TestCertificate.rsa();
        ec = TestCertificate.ec();
    }

    @Test
    void keysOfEachFormAreRead() throws Exception {
        for (TestCertificate certificate : new TestCertificate[] {rsa, ec}) {
            for (String key : new String[] {certificate.pkcs8(), certificate.ofItsAlgorithm()}) {
                assertThat(new X509Identity(certificate.pem(), key, null).context())
                        .isNotNull();
                assertThat(PrivateKeys.read(key, certificate.keys().getPublic()))
                        .isEqualTo(certificate.keys().getPrivate());
            }
        }
    }

    @Test
    void textAndOtherBlocksAroundAreSkipped() throws Exception {
        String key = "Bag Attributes: none\r\n"
                + TestCertificate.block("EC PARAMETERS", new byte[] {6, 1, 1})
                + ec.ofItsAlgorithm().replace("\n", "\r\n");
        String chain = "subject=CN = pump-12\n" + ec.pem() + rsa.pem() + ec.pkcs8();

        assertThat(new X509Identity(chain, key, rsa.pem()).context()).isNotNull();
    }

    @Test
    void aKeyThatDoesNotBelongToTheCertificateIsRefused() throws Exception {
        TestCertificate otherEc = TestCertificate.ec();

        refused(ec.pem(), otherEc.pkcs8(), "does not belong to the certificate");
        refused(ec.pem(), otherEc.ofItsAlgorithm(), "does not belong to the certificate");
        refused(ec.pem(), rsa.pkcs8(), "PRIVATE KEY is not an EC key");
        refused(ec.pem(), rsa.ofItsAlgorithm(), "RSA PRIVATE KEY is not an EC key");
        refused(rsa.pem(), ec.ofItsAlgorithm(), "EC PRIVATE KEY is not an RSA key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SESAME",
                "-----BEGIN PRIVATE KEY-----\nSESAME",
                "-----BEGIN CERTIFICATE-----\n-----END X-----"
            })
    void aTextWithoutAKeyIsRefused(String key) {
        refused(ec.pem(), key, "contains no PEM block PRIVATE KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nSESAME==\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nSESAME==\n"
                        + "-----END EC PRIVATE KEY-----"
            })
    void anEncryptedKeyIsRefused(String key) {
        refused(ec.pem(), key, "it is encrypted: decrypt it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nSESAME==\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nSESAME==\n-----END EC PRIVATE KEY-----",
                "-----BEGIN DSA PRIVATE KEY-----\nSESAME==\n-----END DSA PRIVATE KEY-----"
            })
    void aDamagedKeyIsRefusedWithoutShowingIt(String key) {
        refused(ec.pem(), key, "its PEM block");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SESAME", "-----BEGIN CERTIFICATE-----\nSESAME==\n-----END CERTIFICATE-----"})
    void aTextWithoutACertificateIsRefused(String certificate) {
        assertThatThrownBy(() -> new X509Identity(certificate, ec.pkcs8(), null).context())
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> new X509Identity(ec.pem(), ec.pkcs8(), certificate).context())
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aLongTextThatIsNoPemIsRefusedQuickly() {
        refused(ec.pem(), "-----BEGIN A PRIVATE KEY-----\n" + "a: b\n".repeat(200_000), "contains no PEM block");
        refused(ec.pem(), "-----BEGIN A-----".repeat(60_000), "contains no PEM block");
    }

    @Test
    void itsTextDoesNotShowTheKey() {
        assertThat(new X509Identity(ec.pem(), ec.pkcs8(), null)).hasToString("X509Identity[xxxxxx]");
    }

    private static void refused(String certificate, String key, String why) {
        assertThatThrownBy(() -> new X509Identity(certificate, key, null).context())
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("SESAME")
                .hasNoCause();
    }
}
