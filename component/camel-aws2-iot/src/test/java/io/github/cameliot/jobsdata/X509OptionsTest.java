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

import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.emulator.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused at the start: each message names the option and shows no key. */
class X509OptionsTest {

    private static final String ROLE = "&x509=credentials&roleAlias=worker";
    private static final String PROVIDER = "&credentialsEndpoint=abc.credentials.iot.eu-west-1.amazonaws.com";
    private static final String DIRECT = "&x509=mutualTls&uriEndpointOverride=https://localhost:1";

    @TempDir
    static Path folder;

    private static String files;

    @BeforeAll
    static void identities() throws IOException {
        TestAuthority authority = new TestAuthority();
        write("device", authority.client("pump-12"));
        write("other", authority.client("pump-13"));
        Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        Files.writeString(folder.resolve("empty.pem"), "");
        files = files("device.pem", "device.key");
    }

    private static void write(String name, Identity identity) throws IOException {
        Files.writeString(folder.resolve(name + ".pem"), identity.certificatePem());
        Files.writeString(folder.resolve(name + ".key"), identity.privateKeyPem());
    }

    private static String files(String certificate, String key) {
        return "&certificateFile=" + folder.resolve(certificate) + "&privateKeyFile=" + folder.resolve(key);
    }

    @Test
    void completeOptionsStart() {
        assertThat(refusal(files + ROLE + PROVIDER)).isNull();
        assertThat(refusal(files + ROLE + PROVIDER + "&certificateThing=pump-12&caFile=" + folder.resolve("ca.pem")))
                .isNull();
        assertThat(refusal(files + ROLE + "&credentialsEndpoint=https://localhost:1/"))
                .isNull();
        assertThat(refusal(files + DIRECT)).isNull();
        assertThat(refusal(files.replace("File=", "File=file:") + DIRECT)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&x509=mutualtsl|x509='mutualtsl'|one of credentials, mutualTls",
                "&roleAlias=worker|roleAlias would have no effect without x509|x509=credentials",
                "&x509=credentials&roleAlias=worker|needs a client certificate|certificateFile and privateKeyFile",
                "&x509=credentials&certificateFile=a.pem|privateKeyFile is missing|privateKeyFile=/etc/iot/device.key",
                "&x509=credentials&privateKeyFile=a.key|certificateFile is missing|certificateFile=/etc/iot/device.pem",
                "&x509=credentials&caFile=a.pem|certificateFile is missing|certificateFile=/etc/iot/device.pem"
            })
    void incompleteOptionsAreRefused(String options, String what, String remedy) {
        assertThat(refusal(options)).hasMessageContainingAll(what, remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&x509=credentials|roleAlias is missing|roleAlias=iot-jobs-worker",
                "&x509=credentials&roleAlias=arn:aws:iot:eu-west-1:1:rolealias/w|not its ARN|roleAlias=iot-jobs-worker",
                "&x509=credentials&roleAlias=worker|credentialsEndpoint is missing|iot:CredentialProvider",
                "&x509=credentials&roleAlias=worker&credentialsEndpoint=http://localhost|not the address|PREFIX.cred",
                "&x509=credentials&roleAlias=worker&credentialsEndpoint=a-ats.iot.eu-west-1.amazonaws.com|not the addr|PREFIX",
                "&x509=credentials&roleAlias=worker&credentialsEndpoint=localhost/role-aliases|not the address|PREFIX",
                "&x509=credentials&roleAlias=worker&credentialsEndpoint=me:SESAME@localhost|not the address|PREFIX",
                "&x509=credentials&roleAlias=worker&credentialsEndpoint=localhost&certificateThing=a/b|certificateThing|thing",
                "&x509=credentials&accessKey=SESAME&secretKey=SESAME|contradict each other|x509",
                "&x509=mutualTls&useDefaultCredentialsProvider=true|contradict each other|x509",
                "&x509=mutualTls&trustAllCertificates=true|contradict each other|caFile",
                "&x509=mutualTls|https address|:8443",
                "&x509=mutualTls&uriEndpointOverride=https://localhost&presign=1m|presign and x509=mutualTls contradict|x509=credentials",
                "&x509=mutualTls&uriEndpointOverride=https://a-ats.iot.eu-west-1.amazonaws.com|port 8443|.com:8443",
                "&x509=mutualTls&uriEndpointOverride=https://localhost&roleAlias=w|no effect with x509=mutualTls|roleAlias"
            })
    void contradictionsAreRefused(String options, String what, String remedy) {
        assertThat(refusal(files + options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(what, remedy)
                .hasMessageNotContaining("SESAME");
    }

    @Test
    void filesThatCannotBeUsedAreRefusedByName() {
        assertThat(refusal(files("none.pem", "device.key") + DIRECT))
                .hasMessageContainingAll("certificateFile=", "none.pem", "no such file");
        assertThat(refusal(files("device.pem", "empty.pem") + DIRECT))
                .hasMessageContainingAll("privateKeyFile=", "empty.pem", "contains no PEM block PRIVATE KEY");
        assertThat(refusal(files("empty.pem", "device.key") + DIRECT))
                .hasMessageContainingAll("certificateFile=", "empty.pem", "contains no PEM block CERTIFICATE");
        assertThat(refusal(files("device.pem", "other.key") + ROLE + PROVIDER))
                .hasMessageContainingAll("privateKeyFile=", "other.key", "does not belong to the certificate");
        assertThat(refusal(files + DIRECT + "&caFile=" + folder.resolve("device.key")))
                .hasMessageContainingAll("caFile=", "device.key", "contains no PEM block CERTIFICATE");
        assertThat(refusal(files + DIRECT + "&caFile=" + folder)).hasMessageContainingAll("caFile=", "cannot be read");
    }

    @Test
    void aKeyInPlaceOfAFileNameIsRefusedWithoutShowingIt() {
        Consumer<IotJobsDataConfiguration> pasted = o -> {
            o.setCertificateFile(folder.resolve("device.pem").toString());
            o.setPrivateKeyFile("-----BEGIN PRIVATE KEY-----\nSESAME\n-----END PRIVATE KEY-----");
        };

        assertThat(Refusal.ofTo("iot-jobs-data:describe?thing=pump-12" + DIRECT, pasted))
                .hasMessageContainingAll("privateKeyFile", "not its content")
                .hasMessageNotContaining("SESAME");
    }

    @Test
    void sslContextParametersNeedACertificateAndContradictFiles() {
        SSLContextParameters trust = new SSLContextParameters();
        SSLContextParameters keys = new SSLContextParameters();
        keys.setKeyManagers(new KeyManagersParameters());
        String uri = "iot-jobs-data:describe?thing=pump-12" + ROLE + PROVIDER;

        assertThat(Refusal.ofTo(uri, o -> o.setSslContextParameters(trust)))
                .hasMessageContainingAll("needs a client certificate", "key managers");
        assertThat(Refusal.ofTo(uri + files, o -> o.setSslContextParameters(keys)))
                .hasMessageContainingAll("certificateFile and sslContextParameters contradict");
        assertThat(Refusal.ofTo(uri, o -> o.setSslContextParameters(keys))).isNull();
    }

    private static Throwable refusal(String options) {
        return Refusal.ofTo("iot-jobs-data:describe?thing=pump-12" + options);
    }
}
