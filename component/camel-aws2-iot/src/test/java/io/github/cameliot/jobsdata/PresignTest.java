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

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/** With presign a call becomes a URL; a client that only does HTTP makes it, and the emulator checks its signature. */
class PresignTest {

    private static final String TOKEN = "to/ken+=";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ManualClock clock = new ManualClock(Clock.systemUTC().instant());
    private final JobsEmulator emulator = JobsEmulator.builder()
            .clock(clock)
            .accessKey(AccessKey.of("AKIDTEST", "right/secret"))
            .accessKey(new AccessKey("AKIDTEMP", "temp", TOKEN))
            .start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        IotJobsDataConfiguration options = options();
        options.setUriEndpointOverride(emulator.endpoint().toString());
        options.setRegion("us-east-1");
        options.setAccessKey("AKIDTEST");
        options.setSecretKey("right/secret");
        camel.getShutdownStrategy().setTimeout(5);
        camel.start();
        template = camel.createProducerTemplate();
        emulator.createJob("ota-7", "{\"version\":7}", "pump:1");
    }

    @AfterEach
    void stop() {
        camel.stop();
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"describe", "describe?jobId=ota-7&executionNumber=1&includeJobDocument=false", "getPending"})
    void aReadIsAGetOfTheUrlAlone(String operation) throws Exception {
        Message presigned = presigned(operation);

        HttpResponse<String> response = call(presigned);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("\"jobId\":\"ota-7\"");
        assertThat(presigned.getHeaders())
                .containsEntry(IotJobsDataConstants.PRESIGNED_METHOD, "GET")
                .doesNotContainKey(IotJobsDataConstants.PRESIGNED_BODY);
        assertThat(emulator.requests().total()).as("the call over HTTP").isEqualTo(1);
    }

    @Test
    void aDeviceStartsItsJobAndReportsIt() throws Exception {
        Message start = presigned("startNext?statusDetails.by=RAW(d\u00e4mon \u20ac)&stepTimeout=5m");
        HttpResponse<String> started = call(start);
        Execution running = emulator.execution("pump:1", "ota-7");
        Message report = presigned("update?jobId=ota-7&status=SUCCEEDED&expectedVersion=2");
        HttpResponse<String> reported = call(report);

        assertThat(started.body()).contains("version");
        assertThat(running.status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(running.statusDetails()).containsExactly(Map.entry("by", "d\u00e4mon \u20ac"));
        assertThat(start.getHeader(IotJobsDataConstants.PRESIGNED_METHOD)).isEqualTo("PUT");
        assertThat(reported.statusCode()).as(reported.body()).isEqualTo(200);
        assertThat(report.getHeader(IotJobsDataConstants.PRESIGNED_METHOD)).isEqualTo("POST");
        assertThat(emulator.execution("pump:1", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aUrlIsGoodForNoOtherBodyMethodPathOrQuery() throws Exception {
        call(presigned("startNext"));
        Message report = presigned("update?jobId=ota-7&status=FAILED");
        String url = report.getBody(String.class);
        String body = report.getHeader(IotJobsDataConstants.PRESIGNED_BODY, String.class);

        assertRefused(call("POST", url, body.replace("FAILED", "SUCCEEDED")));
        assertRefused(call("POST", url, ""));
        assertRefused(call("GET", url, null));
        assertRefused(call("POST", url.replace("ota-7", "ota-8"), body));
        assertRefused(call("POST", url.replace("Expires=60", "Expires=604800"), body));
        assertRefused(call("POST", url + "0", body));
        assertThat(emulator.execution("pump:1", "ota-7").versionNumber()).isEqualTo(2);
    }

    @Test
    void aUrlExpires() throws Exception {
        Message presigned = presigned("describe");
        int before = call(presigned).statusCode();
        clock.advance(Duration.ofSeconds(62));

        assertThat(before).isEqualTo(200);
        assertRefused(call(presigned));
        assertThat(presigned.getHeader(IotJobsDataConstants.PRESIGNED_EXPIRES_AT, Instant.class))
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(61));
    }

    @Test
    void aUrlExpiresWithTheCredentialsThatSignedIt() throws Exception {
        Instant end = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.MILLIS);
        temporary(end);

        Message presigned = presigned("describe");

        assertThat(call(presigned).statusCode()).isEqualTo(200);
        assertThat(presigned.getHeader(IotJobsDataConstants.PRESIGNED_EXPIRES_AT))
                .isEqualTo(end);
    }

    @Test
    void aBodyOfTheSdksOwnIsPresignedToo() throws Exception {
        call(presigned("startNext"));
        Message report = template.request("iot-jobs-data:update?pojoRequest=true&presign=1m", e -> e.getMessage()
                        .setBody(UpdateJobExecutionRequest.builder()
                                .thingName("pump:1")
                                .jobId("ota-7")
                                .status("REJECTED")
                                .build()))
                .getMessage();

        assertThat(call(report).statusCode()).isEqualTo(200);
        assertThat(emulator.execution("pump:1", "ota-7").status()).isEqualTo(ExecutionStatus.REJECTED);
    }

    @Test
    void aClientOfTheUsersSigns() throws Exception {
        try (IotJobsDataPlaneClient own = IotJobsDataPlaneClient.builder()
                .endpointOverride(URI.create(emulator.endpoint() + "/"))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "right/secret")))
                .build()) {
            change(o -> {
                o.setIotJobsDataPlaneClient(own);
                o.setUriEndpointOverride(null);
                o.setRegion(null);
                o.setAccessKey(null);
                o.setSecretKey(null);
            });

            assertThat(call(presigned("getPending")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theGeneralEndpointOfTheRegionIsSignedWhereNoneIsSet() {
        change(o -> {
            o.setUriEndpointOverride(null);
            o.setRegion("eu-west-1");
        });

        assertThat(presigned("startNext").getBody(String.class))
                .startsWith("https://data.jobs.iot.eu-west-1.amazonaws.com/things/pump%3A1/jobs/$next?X-Amz-")
                .contains("%2Feu-west-1%2Fiot-jobs-data%2Faws4_request", "X-Amz-SignedHeaders=host&");
    }

    @Test
    void inARouteThatHasAJobItIsAboutThatOneAndADeviceReportsIt() throws Exception {
        RouteBuilder.addRoutes(camel, r -> r.from("iot-jobs-data:startNext?thing=pump:1")
                .removeHeaders("*")
                .setHeader("CamelAwsIotJobsUpdateStatus", r.constant("SUCCEEDED"))
                .to("iot-jobs-data:update?presign=1m")
                .removeHeader("CamelAwsIotJobsUpdateStatus")
                .to("iot-jobs-data:update?handOver=1h")
                .to("seda:device"));

        Exchange handed = camel.createConsumerTemplate().receive("seda:device", 10_000);
        HttpResponse<String> reported = call(handed.getMessage());

        assertThat(reported.statusCode()).as(reported.body()).isEqualTo(200);
        assertThat(handed.getMessage().getHeader(IotJobsDataConstants.PRESIGNED_BODY, String.class))
                .contains("\"executionNumber\":1");
        assertThat(emulator.execution("pump:1", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whatCannotSignIsRefusedWithWhatToDo() {
        change(o -> keysOf(o, AnonymousCredentialsProvider.create()));
        Exception anonymous = refusalOf("describe");
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("Unable to load credentials");
        };
        change(o -> keysOf(o, none));
        Exception missing = refusalOf("update?jobId=ota-7&status=FAILED");

        assertThat(anonymous)
                .isInstanceOf(JobsCallException.class)
                .hasMessageContainingAll("presign", "describe the next job of thing pump:1", "anonymous credentials");
        assertThat(missing)
                .isInstanceOf(JobsCallException.class)
                .hasMessageContainingAll("presign", "report FAILED for job ota-7", "Check the credential options");
    }

    @Test
    void noSecretAndNoSignatureIsInARefusalOrAText() {
        temporary(Instant.now().plusSeconds(30));
        Message presigned = presigned("startNext");

        assertThat(camel.getEndpoints().toString()).doesNotContain("AKID", "Signature");
        assertThat(presigned.getHeaders().toString()).doesNotContain("AKID", "Signature", "temp");
    }

    private void temporary(Instant end) {
        change(o -> keysOf(
                o,
                StaticCredentialsProvider.create(AwsSessionCredentials.builder()
                        .accessKeyId("AKIDTEMP")
                        .secretAccessKey("temp")
                        .sessionToken(TOKEN)
                        .expirationTime(end)
                        .build())));
    }

    private static void keysOf(IotJobsDataConfiguration options, AwsCredentialsProvider provider) {
        options.setAccessKey(null);
        options.setSecretKey(null);
        options.setAwsCredentialsProvider(provider);
    }

    private void change(Consumer<IotJobsDataConfiguration> change) {
        change.accept(options());
    }

    private IotJobsDataConfiguration options() {
        return camel.getComponent("iot-jobs-data", IotJobsDataComponent.class).getConfiguration();
    }

    private Exception refusalOf(String operation) {
        return send(operation).getException();
    }

    private Message presigned(String operation) {
        Exchange exchange = send(operation);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private Exchange send(String operation) {
        String uri = "iot-jobs-data:" + operation + (operation.contains("?") ? "&" : "?") + "thing=pump:1&presign=1m";
        return template.request(uri, e -> {});
    }

    private static HttpResponse<String> call(Message presigned) throws Exception {
        return call(
                presigned.getHeader(IotJobsDataConstants.PRESIGNED_METHOD, String.class),
                presigned.getBody(String.class),
                presigned.getHeader(IotJobsDataConstants.PRESIGNED_BODY, String.class));
    }

    private static HttpResponse<String> call(String method, String url, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidSignatureException");
    }
}
