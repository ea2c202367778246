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
package io.github.cameliot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.tls.Identity;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The properties in the section on client certificates work, on an emulator in place of AWS. */
class CertificatePageTest {

    private static final DocPage PAGE = DocPage.read("iot-jobs-data-component");

    @TempDir
    private Path folder;

    @Test
    void callsWithEachUseOfACertificateAreServed() throws Exception {
        List<String> blocks = PAGE.blocks("properties").stream()
                .filter(block -> block.contains("x509"))
                .toList();

        assertThat(blocks).hasSize(2);
        try (JobsEmulator emulator = JobsEmulator.builder()
                .tls()
                .region("eu-west-1")
                .accessKey(AccessKey.of("AKIDOTHER", "secret"))
                .roleAlias("iot-jobs-worker")
                .start()) {
            emulator.createJob("ota-7", "{}", "pump-12");
            Identity identity = emulator.authority().client("pump-12");
            Files.writeString(folder.resolve("device.pem"), identity.certificatePem());
            Files.writeString(folder.resolve("device.key"), identity.privateKeyPem());
            Files.writeString(folder.resolve("ca.pem"), emulator.authority().certificatePem());
            for (String block : blocks) {
                assertThat(body(block, emulator)).isEqualTo("{}");
            }
        }
    }

    private Object body(String block, JobsEmulator emulator) throws Exception {
        Properties all = new Properties();
        all.load(new StringReader(block.replace("/etc/iot", folder.toString())
                .replaceAll("(https://)?PREFIX\\S*", emulator.endpoint() + "")));
        all.setProperty(
                "camel.component.iot-jobs-data.ca-file",
                folder.resolve("ca.pem").toString());
        Main main = new Main();
        main.setPropertyPlaceholderLocations("");
        all.forEach((name, value) -> main.addInitialProperty((String) name, (String) value));
        main.start();
        try {
            return main.getCamelTemplate().requestBody("iot-jobs-data:describe?thing=pump-12", (Object) null);
        } finally {
            main.stop();
        }
    }
}
