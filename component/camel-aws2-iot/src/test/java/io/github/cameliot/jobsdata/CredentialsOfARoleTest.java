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

import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.JobsEmulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials of a pod, and of a profile with a role. A role that a bean assumes is in the tests of the documentation. */
class CredentialsOfARoleTest {

    @TempDir
    private Path folder;

    private final JobsEmulator emulator = JobsEmulator.builder()
            .accessKey(new AccessKey("AKIDROLE", "secret", "token"))
            .start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Properties before = (Properties) System.getProperties().clone();
    private HttpServer sts;

    @BeforeEach
    void start() throws Exception {
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", http -> {
            try (http) {
                String query = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                calls.add(query);
                String action = query.replaceAll(".*Action=(\\w+).*", "$1");
                byte[] answer = ("<%1$sResponse><%1$sResult><Credentials><AccessKeyId>AKIDROLE</AccessKeyId>"
                                + "<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>"
                                + "<Expiration>%2$s</Expiration></Credentials></%1$sResult></%1$sResponse>")
                        .formatted(action, Instant.now().plusSeconds(3600))
                        .getBytes(StandardCharsets.UTF_8);
                http.sendResponseHeaders(200, answer.length);
                http.getResponseBody().write(answer);
            }
        });
        sts.start();
        System.setProperty(
                "aws.endpointUrlSts", "http://127.0.0.1:" + sts.getAddress().getPort());
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "AKIDBASE");
        System.setProperty("aws.secretAccessKey", "base");
        options().setUriEndpointOverride(emulator.endpoint().toString());
        options().setRegion("us-east-1");
        emulator.createJob("ota-7", "{}", "pump-12");
    }

    @AfterEach
    void stop() {
        camel.stop();
        System.setProperties(before);
        sts.stop(0);
        emulator.close();
    }

    @Test
    void aPodWithAWebIdentityNeedsNoOption() throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        System.setProperty("aws.roleArn", "arn:aws:iam::123456789012:role/fleet");
        System.setProperty(
                "aws.webIdentityTokenFile",
                Files.writeString(folder.resolve("token"), "jwt").toString());
        camel.start();

        assertThat(body()).isEqualTo("{}");
        assertThat(calls).singleElement().satisfies(call -> assertThat(call)
                .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=jwt"));
    }

    @Test
    void aProfileMayHaveARole() throws Exception {
        Path config = Files.writeString(folder.resolve("config"), """
                [profile fleet]
                role_arn = arn:aws:iam::123456789012:role/fleet
                source_profile = base
                [profile base]
                aws_access_key_id = AKIDBASE
                aws_secret_access_key = base
                """);
        System.setProperty("aws.configFile", config.toString());
        options().setProfileCredentialsName("fleet");
        camel.start();

        assertThat(body()).isEqualTo("{}");
        assertThat(calls).singleElement().satisfies(call -> assertThat(call).contains("Action=AssumeRole&"));
    }

    private Object body() {
        var exchange = camel.createProducerTemplate().request("iot-jobs-data:describe?thing=pump-12", e -> {});
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    private IotJobsDataConfiguration options() {
        return camel.getComponent("iot-jobs-data", IotJobsDataComponent.class).getConfiguration();
    }
}
