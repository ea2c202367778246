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
package io.github.cameliot.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.tls.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plane gets its credentials by client certificate, too. */
class X509Test {

    @TempDir
    private Path folder;

    @Test
    void aJobIsCreatedWithTheCredentialsOfARoleAlias() throws IOException {
        try (JobsEmulator emulator = JobsEmulator.builder()
                        .tls()
                        .accessKey(AccessKey.of("AKIDOTHER", "other"))
                        .roleAlias("operator")
                        .start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            emulator.createThing("pump-12");
            camel.start();

            Exchange created = send(
                    camel,
                    emulator,
                    "x509=credentials&roleAlias=operator&region=us-east-1&credentialsEndpoint=127.0.0.1:"
                            + emulator.port());
            Exchange unsigned = send(camel, emulator, "x509=mutualTls&region=us-east-1");

            assertThat(created.getException()).isNull();
            assertThat(emulator.jobStatus("ota-7")).isEqualTo("IN_PROGRESS");
            assertThat(emulator.requests().count(Operation.ASSUME_ROLE_WITH_CERTIFICATE))
                    .isEqualTo(1);
            assertThat(unsigned.getException())
                    .hasStackTraceContaining("x509=mutualTls is not possible for iot-jobs: the control plane accepts");
        }
    }

    private Exchange send(DefaultCamelContext camel, JobsEmulator emulator, String options) throws IOException {
        Identity identity = emulator.authority().client("pump-12");
        Files.writeString(folder.resolve("device.pem"), identity.certificatePem());
        Files.writeString(folder.resolve("device.key"), identity.privateKeyPem());
        Files.writeString(folder.resolve("ca.pem"), emulator.authority().certificatePem());
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody("{}");
        try {
            return camel.createProducerTemplate()
                    .send(
                            "iot-jobs:create?jobId=ota-7&thing=pump-12&" + options + "&uriEndpointOverride="
                                    + emulator.endpoint() + "&certificateFile=" + folder.resolve("device.pem")
                                    + "&privateKeyFile=" + folder.resolve("device.key") + "&caFile="
                                    + folder.resolve("ca.pem"),
                            exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
            return exchange;
        }
    }
}
