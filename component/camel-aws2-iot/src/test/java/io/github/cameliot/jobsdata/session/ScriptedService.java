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
package io.github.cameliot.jobsdata.session;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.jobsdata.claim.ClaimContext;
import io.github.cameliot.jobsdata.claim.ClaimRequest;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.claim.PendingClaims;
import io.github.cameliot.jobsdata.claim.PredecessorOutcomes;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** A service that is not quite AWS: it gives the response that stands for a request, and 404 for any other. */
final class ScriptedService implements AutoCloseable {

    static final String NEXT = "GET /things/pump-12/jobs/$next";
    static final String LIST = "GET /things/pump-12/jobs";
    static final String START = "PUT /things/pump-12/jobs/$next";
    static final String JOB = "GET /things/pump-12/jobs/ota-7";
    static final String UPDATE = "POST /things/pump-12/jobs/ota-7";

    /** In a reply: the marker that the request sent. */
    static final String SENT_MARKER = "SENT-MARKER";

    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final IotJobsDataPlaneClient sdk;
    private final Counters counters = new Counters();
    private final PendingClaims pending = new PendingClaims();
    private long now;

    ScriptedService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::reply);
        server.start();
        sdk = IotJobsDataPlaneClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(
                        ApacheHttpClient.builder().expectContinueEnabled(false).build())
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    ScriptedService on(String request, int status, String body) {
        replies.put(request, new Reply(status, body));
        return this;
    }

    /** The requests since the last look. */
    List<String> requests() {
        List<String> seen = List.copyOf(requests);
        requests.clear();
        return seen;
    }

    void advance(Duration by) {
        now += by.toNanos();
    }

    Claims claims(Worker worker, Predicate<JobExecution> filter) {
        ClaimContext context = new ClaimContext(
                pending, PredecessorOutcomes.NONE, TestWorker.options().rate(), counters, () -> now);
        return new Claims(new JobsDataClient(sdk).singleAttempt(), worker, filter, context);
    }

    static ClaimResult poll(Claims claims, boolean expectMore) {
        return claims.next(new ClaimRequest("pump-12", expectMore, Map.of(), () -> true));
    }

    JobSession open(ClaimResult result) {
        KeptOutcomes outcomes = new KeptOutcomes("test", null, counters, Runnable::run);
        return new OpenSessions()
                .open(
                        ((ClaimResult.Job) result).claimed(),
                        new SessionContext(
                                this,
                                new JobsDataClient(sdk).singleAttempt(),
                                TestWorker.options(),
                                outcomes,
                                counters,
                                () -> now,
                                Runnable::run));
    }

    private void reply(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            requests.add(request);
            Reply reply = replies.getOrDefault(request, new Reply(404, "{\"message\":\"no\"}"));
            String marker = sent.replaceAll("(?s).*\"claimedBy\":\"([^\"]*)\".*", "$1");
            byte[] body = reply.body().replace(SENT_MARKER, marker).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        sdk.close();
        server.stop(0);
    }
}
