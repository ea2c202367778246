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
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.cameliot.emulator.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/** The errors of calls, and what is refused at the start, as the page on troubleshooting quotes them. */
class TroubleshootingErrorsTest {

    private static final String DESCRIBE = "iot-jobs-data:describe?thing=pump-12";
    /** What a server of TLS sends to a client that speaks plain HTTP: an alert. */
    private static final byte[] TLS_ALERT = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46};

    @TempDir
    private static Path classes;

    private Symptoms symptoms;

    @BeforeEach
    void open() {
        symptoms = new Symptoms(classes);
    }

    @AfterEach
    void close() throws Exception {
        symptoms.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "403 | AccessDeniedException | denied | HTTP 403",
                "403 | AccessDeniedException | denied | Allow iotjobsdata:DescribeJobExecution on this thing",
                "403 | InvalidSignatureException | it does not match | The signature does not match the request",
                "403 | InvalidSignatureException | Signature expired: 1 is now earlier than 2 | The clock of this machine and that of AWS are too far apart",
                "403 | UnrecognizedClientException | invalid | AWS does not know the access key",
                "403 | ExpiredTokenException | expired | The temporary credentials have expired",
                "403 | InvalidSignatureException | Credential should be scoped to a valid region | The request is signed for another region or service than this endpoint's",
                "403 | MissingAuthenticationTokenException | none | The request is not signed",
                "403 | IncompleteSignatureException | not whole | The signature did not arrive",
                "400 | InvalidRequestException | wrong | The service refuses the values that were sent.",
                "400 | InvalidRequestException | wrong | HTTP 400",
                "404 | ResourceNotFoundException | none | HTTP 404",
                "409 | InvalidStateTransitionException | other | The execution has another version or status than this call expects",
                "409 | InvalidStateTransitionException | other | HTTP 409",
                "410 | TerminalStateException | over | The execution has ended; only the control plane still shows it.",
                "410 | TerminalStateException | over | HTTP 410",
            })
    void anErrorOfAws(int status, String type, String message, String quote) throws Exception {
        try (StubService service = StubService.refusing(status, type, message)) {
            Throwable failure = Symptoms.failure(symptoms.camel(service.url()), DESCRIBE);

            Symptoms.said(failure, quote);
            boolean ofTheSignature = status == 403 && !type.startsWith("AccessDenied");
            assertThat(failure.getMessage().contains("This is not a missing permission."))
                    .isEqualTo(ofTheSignature);
        }
    }

    @Test
    void noCredentials() throws Exception {
        DefaultCamelContext camel = symptoms.camel();
        camel.getRegistry()
                .bind(
                        "none",
                        AwsCredentialsProvider.class,
                        AwsCredentialsProviderChain.builder()
                                .credentialsProviders(SystemPropertyCredentialsProvider.create())
                                .build());

        Throwable failure = Symptoms.failure(camel, DESCRIBE + "&accessKey=&secretKey=&awsCredentialsProvider=#none");

        Symptoms.said(failure, "the request was not sent, because no AWS credentials were found");
    }

    @Test
    void aProfileThatIsNotThere() {
        Throwable refused = refused(
                "direct:a", "iot-jobs-data:describe?thing=pump-12&accessKey=&secretKey=&profileCredentialsName=fleet");

        Symptoms.said(refused, "profileCredentialsName='fleet' is not possible");
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Throwable failure = Symptoms.failure(symptoms.camel("http://127.0.0.1:" + port), DESCRIBE);

        Symptoms.said(failure, "the request was not sent (", "Check uriEndpointOverride, region, proxy and network.");
    }

    @Test
    void aConnectionThatBreaks() throws Exception {
        symptoms.job();
        symptoms.emulator().faults().add(Fault.resetBeforeEffect());

        Throwable failure = Symptoms.failure(symptoms.camel(), DESCRIBE);

        Symptoms.said(failure, "no response (", "Whether the service carried it out is not known.");
    }

    @Test
    void tlsToAPortOfPlainHttp() throws Exception {
        String https = symptoms.emulator().endpoint().toString().replace("http:", "https:");

        Symptoms.said(Symptoms.failure(symptoms.camel(https), DESCRIBE), "The port does not speak TLS");
    }

    @Test
    void plainHttpToAPortOfTls() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread alerting = new Thread(() -> alertAll(server));
            alerting.setDaemon(true);
            alerting.start();

            Throwable failure = Symptoms.failure(symptoms.camel("http://127.0.0.1:" + server.getLocalPort()), DESCRIBE);

            Symptoms.said(failure, "The port seems to speak TLS, not plain HTTP");
        }
    }

    private static void alertAll(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[8_192]);
                client.getOutputStream().write(TLS_ALERT);
            } catch (IOException e) {
                return; // closed by the test
            }
        }
    }

    @Test
    void anAnswerOfSomebodyElse() throws Exception {
        symptoms.job();
        symptoms.emulator().faults().add(Fault.errorBody());

        Throwable failure = Symptoms.failure(symptoms.camel(), DESCRIBE);

        Symptoms.said(failure, "which proves nothing. Check uriEndpointOverride and region");
    }

    @Test
    void anEndpointWithoutTlsBeyondThisMachine() throws Exception {
        DefaultCamelContext camel = symptoms.camel("http://192.0.2.1:8085");
        camel.addRoutes(route("direct:a", DESCRIBE));

        camel.start();

        symptoms.logged("is not encrypted:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "iot-jobs-data:startNext?thing=a&maxInFlight=abc | mock:a | maxInFlight='abc'",
                "iot-jobs-data:startNext?thing=a&lease=60 | mock:a | lease=60 (milliseconds",
                "iot-jobs-data:startNext?thing=a&delay=10m&maxDelay=60 | mock:a | maxDelay=60 (milliseconds",
                "iot-jobs-data:startNext?thing=a&resume=own | mock:a | resume=own needs a workerId",
                "direct:a | iot-jobs-data:update?stepTimeout=30s | stepTimeout=30s",
                "iot-jobs-data:describe?thing=a | mock:a | iot-jobs-data:describe is not possible in from()",
                "direct:a | iot-jobs-data:update?delay=5s | delay has no meaning for iot-jobs-data:update",
                "direct:a | iot-jobs-data:startNext?lease=1m | lease has no meaning for iot-jobs-data:startNext",
                "direct:a | iot-jobs-data:describe?thing=pump-12,pump-17 | thing=pump-12,pump-17 is not possible in to()",
                "direct:a | iot-jobs-data:describe?useDefaultCredentialsProvider=true | Credentials contradict each other",
                "direct:a | iot-jobs-data:describe?colour=red | Unknown parameters",
            })
    void anOptionThatIsRefused(String from, String to, String quote) {
        Symptoms.said(refused(from, to), quote);
    }

    @Test
    void callsThatLackSomething() throws Exception {
        DefaultCamelContext camel = symptoms.job().camel();
        Symptoms.said(
                Symptoms.failure(camel, "iot-jobs-data:update?thing=pump-12&jobId=ota-7&handOver=30m"),
                "this exchange has no session");
        ProducerTemplate template = camel.createProducerTemplate();

        Symptoms.said(
                catchThrowable(() -> template.sendBody("iot-jobs-data:startNext?thing=pump-12&session=true", null)),
                "Cannot open a session for thing pump-12: this exchange");
        Symptoms.said(
                catchThrowable(() -> template.sendBody("iot-jobs-data:update?status=SUCCEEDED", null)),
                "thing is missing for iot-jobs-data:update");
    }

    @Test
    void aCertificateThatNobodyTrusts(@TempDir Path folder) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("keys.p12"))));
        server.start();
        try {
            String url = "https://127.0.0.1:" + server.getAddress().getPort();

            Symptoms.said(Symptoms.failure(symptoms.camel(url), DESCRIBE), "unable to find valid certification path");
        } finally {
            server.stop(0);
        }
    }

    private static SSLContext selfSigned(Path keys) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private Throwable refused(String from, String to) {
        DefaultCamelContext camel = symptoms.camel();
        Throwable refused = catchThrowable(() -> {
            camel.addRoutes(route(from, to));
            camel.start();
        });
        assertThat(refused).as("%s to %s", from, to).isNotNull();
        return refused;
    }

    private static RouteBuilder route(String from, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        };
    }
}
