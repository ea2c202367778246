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

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever listens at the endpoint: it takes no memory, and a second cancel that it refuses is done. */
class HostileServerTest {

    private static final String CANCELED =
            "{\"job\":{\"jobId\":\"ota-7\",\"jobArn\":\"arn:aws:iot:eu-west-1:123456789012:job/ota-7\",\"status\":\"CANCELED\"}}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Bench bench;
    private int status = 200;
    private String start = "";
    private boolean endless;
    private int refusal = 400;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        bench = Bench.open(b -> b.component()
                .getConfiguration()
                .setUriEndpointOverride(
                        "http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        bench.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"200,200", "403,403"})
    void anEndlessResponseIsNotReadToItsEnd(int sent, int found) {
        status = sent;
        start = "{\"job\":{\"jobId\":\"";
        endless = true;

        for (String operation : new String[] {"describe", "cancel"}) {
            Exchange exchange = bench.send("iot-jobs:" + operation + "?jobId=ota-7&retryMode=none", null);

            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(JobsCallException.class, e -> assertThat(e.statusCode())
                            .isEqualTo(found))
                    .hasMessageContaining("ota-7");
            if (sent == 200) {
                assertThat(exchange.getException())
                        .hasMessageContainingAll("more than 1048576 bytes", "do not set uriEndpointOverride for AWS");
            }
        }
    }

    @Test
    void aSecondCancelThatIsRefusedIsDoneUnlessItIsByForce() {
        start = CANCELED;

        Exchange gentle = bench.send("iot-jobs:cancel?jobId=ota-7", null);
        Exchange forced = bench.send("iot-jobs:cancel?jobId=ota-7&force=true", null);
        start = CANCELED.replace("CANCELED", "COMPLETED");
        Exchange completed = bench.send("iot-jobs:cancel?jobId=ota-7", null);

        assertThat(gentle.getException()).isNull();
        assertThat(gentle.getMessage().getHeader(IotJobsConstants.JOB_ARN))
                .asString()
                .endsWith("job/ota-7");
        assertThat(forced.getException()).hasMessageContainingAll("cancel job ota-7", "HTTP 400");
        assertThat(completed.getException()).hasMessageContainingAll("cancel job ota-7", "HTTP 400");
    }

    @Test
    void aConflictByAnotherNameIsAJobThatIsThere() {
        String target = "arn:aws:iot:eu-west-1:123456789012:thing/pump-12";
        refusal = 409;
        start = CANCELED.replace(
                        "CANCELED",
                        "IN_PROGRESS\",\"targetSelection\":\"SNAPSHOT\",\"targets\":[\"" + target + "\"],\"x\":\"")
                .replaceAll("}$", ",\"document\":\"{}\"}");

        Exchange exchange = bench.send("iot-jobs:create?jobId=ota-7&targets=" + target, "{}");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(IotJobsConstants.JOB_ARN))
                .asString()
                .endsWith("job/ota-7");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean cancels = exchange.getRequestMethod().equals("PUT");
            byte[] body = (cancels && !endless ? "{\"message\":\"no\"}" : start).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(cancels && !endless ? refusal : status, endless ? 0 : body.length);
            exchange.getResponseBody().write(body);
            byte[] more = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; endless && i < 32_768; i++) {
                exchange.getResponseBody().write(more);
            }
        } catch (IOException e) {
            // the client has closed the connection, as it should
        }
    }
}
