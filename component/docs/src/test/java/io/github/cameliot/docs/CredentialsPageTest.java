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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sts.StsClient;

/** The properties and the bean of "Connecting to AWS", with camel-main and a service that gives a role. */
class CredentialsPageTest {

    private static final DocPage PAGE = DocPage.read("iot-jobs-data-component");

    @TempDir
    private Path classes;

    private final JobsEmulator emulator = JobsEmulator.builder()
            .region("eu-west-1")
            .accessKey(new AccessKey("AKIDROLE", "secret", "token"))
            .start();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Properties before = (Properties) System.getProperties().clone();
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Main main = new Main();
    private HttpServer sts;

    @BeforeEach
    void start() throws Exception {
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", http -> {
            try (http) {
                calls.add(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] response =
                        ("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIDROLE</AccessKeyId>"
                                        + "<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>"
                                        + "<Expiration>" + Instant.now().plusSeconds(3600)
                                        + "</Expiration></Credentials>"
                                        + "</AssumeRoleResult></AssumeRoleResponse>")
                                .getBytes(StandardCharsets.UTF_8);
                http.sendResponseHeaders(200, response.length);
                http.getResponseBody().write(response);
            }
        });
        sts.start();
        System.setProperty(
                "aws.endpointUrlSts", "http://127.0.0.1:" + sts.getAddress().getPort());
        System.setProperty("aws.region", "eu-west-1");
        System.setProperty("aws.accessKeyId", "AKIDBASE");
        System.setProperty("aws.secretAccessKey", "base");
        main.setPropertyPlaceholderLocations("");
    }

    @AfterEach
    void stop() {
        main.stop();
        Thread.currentThread().setContextClassLoader(loader);
        System.setProperties(before);
        sts.stop(0);
        emulator.close();
    }

    @Test
    void aRoleIsAssumedByABeanThatIsClosedWithTheContext() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        PAGE.blocks("properties").stream()
                .filter(block -> !block.contains("x509"))
                .forEach(this::set);
        main.addInitialProperty(
                "camel.component.iot-jobs-data.uri-endpoint-override",
                emulator.endpoint().toString());
        Class<?> fleet = DocBed.compiled(
                PAGE.blocks("java").stream()
                        .filter(block -> block.contains("class FleetCredentials"))
                        .findFirst()
                        .orElseThrow(),
                classes);
        Thread.currentThread().setContextClassLoader(fleet.getClassLoader());
        main.configure().addConfiguration(fleet.asSubclass(CamelConfiguration.class));
        main.start();

        Object body = main.getCamelTemplate().requestBody("iot-jobs-data:describe?thing=pump-12", (Object) null);
        StsClient client = main.lookupByType(StsClient.class).get("sts");
        main.stop();

        assertThat(body).isEqualTo("{}");
        assertThat(calls).singleElement().satisfies(call -> assertThat(call)
                .contains("Action=AssumeRole&", "role%2Ffleet", "RoleSessionName=camel"));
        assertThatThrownBy(client::getCallerIdentity).hasMessageContaining("shut down");
    }

    private void set(String block) {
        Properties all = new Properties();
        try {
            all.load(new StringReader(block));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        all.forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
    }
}
