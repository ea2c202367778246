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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Who has a client, who shares it, and who closes it. */
class ClientLifeCycleTest {

    @Test
    void equalOptionsShareAClientAndOthersHaveTheirOwn() {
        try (Bench bench = Bench.open()) {
            bench.camel().getEndpoint("iot-jobs-data:describe?thing=a");
            bench.camel().getEndpoint("iot-jobs-data:update?thing=b&status=FAILED");
            int shared = bench.component().clients().open();
            bench.camel().getEndpoint("iot-jobs-data:describe?thing=a&retryMode=none");

            assertThat(shared).isEqualTo(1);
            assertThat(bench.component().clients().open()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, -1})
    void toDOverFiftyThingsMakesOneClientAndOneConnection(int cacheSize) {
        try (Bench bench = Bench.open()) {
            bench.routes(r -> r.from("direct:describe").toD("iot-jobs-data:describe?thing=${body}", cacheSize));

            IntStream.range(0, 50).forEach(i -> {
                bench.emulator().createThing("thing-" + i);
                Exchange exchange = bench.send("direct:describe", m -> m.setBody("thing-" + i));
                assertThat(exchange.getException()).isNull();
            });

            assertThat(bench.component().clients().open()).isEqualTo(1);
            assertThat(bench.emulator().requests().total()).isEqualTo(50);
            assertThat(bench.emulator().requests().connections()).isEqualTo(1);
        }
    }

    @Test
    void endpointsThatCamelForgotLeaveNoClientBehind() {
        IotJobsDataComponent component;
        try (Bench bench =
                Bench.open(b -> b.camel().getGlobalOptions().put(Exchange.MAXIMUM_ENDPOINT_CACHE_SIZE, "5"))) {
            component = bench.component();
            bench.routes(r -> r.from("direct:describe").toD("iot-jobs-data:describe?thing=${body}", 1));
            IntStream.range(0, 50).forEach(i -> bench.send("direct:describe", m -> m.setBody("thing-" + i)));
        }

        assertThat(component.clients().open()).isZero();
    }

    @Test
    void aRouteStopsAndStartsAgain() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("a");
            bench.routes(r -> r.from("direct:a").routeId("a").to("iot-jobs-data:describe?thing=a"));

            bench.camel().getRouteController().stopRoute("a");
            bench.camel().getRouteController().startRoute("a");

            assertThat(bench.send("direct:a").getException()).isNull();
            assertThat(bench.component().clients().open()).isEqualTo(1);
        }
    }

    @Test
    void anEndpointStopsOrIsShutDownAndStartsAgain() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("a");
            Endpoint endpoint = bench.camel().getEndpoint("iot-jobs-data:describe?thing=a");

            endpoint.stop();
            endpoint.start();
            Exchange stopped = bench.send("iot-jobs-data:describe?thing=a");
            ((org.apache.camel.support.DefaultEndpoint) endpoint).shutdown();
            endpoint.start();
            Exchange shutDown = bench.camel().createProducerTemplate().send(endpoint, ex -> {});

            assertThat(stopped.getException()).isNull();
            assertThat(shutDown.getException()).isNull();
            assertThat(bench.component().clients().open()).isEqualTo(1);
        }
    }

    @Test
    void endpointsThatWereRemovedLeaveNoClientBehind() throws Exception {
        IotJobsDataComponent component;
        try (Bench bench = Bench.open()) {
            component = bench.component();
            bench.camel().getEndpoint("iot-jobs-data:describe?thing=a&retryMode=none");
            bench.camel().getEndpoint("iot-jobs-data:describe?thing=a&retryMode=legacy");
            assertThat(bench.camel().removeEndpoints("iot-jobs-data:*")).hasSize(2);
        }

        assertThat(component.clients().open()).isZero();
    }

    @Test
    void aContextAndItsComponentStopAndStartAgain() {
        try (Bench bench = Bench.open()) {
            IotJobsDataComponent component = bench.component();
            bench.job("a-1", "a")
                    .routes(r -> r.from("iot-jobs-data:startNext?thing=a").to("log:a?level=OFF"));
            bench.ended("a", "a-1");

            bench.camel().stop();
            assertThat(component.clients().open()).isZero();
            bench.camel().addComponent("iot-jobs-data", component);
            bench.camel().start();

            bench.job("a-2", "a").ended("a", "a-2");
            assertThat(component.clients().open()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientOfTheUsersIsUsedAndNeverClosed(boolean autowired) {
        try (Bench bench = Bench.open(b -> {
                    b.component().setConfiguration(new IotJobsDataConfiguration());
                    b.component().setAutowiredEnabled(autowired);
                });
                IotJobsDataPlaneClient mine = client(bench.emulator().endpoint())) {
            bench.emulator().createThing("a");
            bench.camel().getRegistry().bind("mine", mine);
            if (autowired) {
                bench.camel().removeComponent("iot-jobs-data");
            }

            Exchange exchange =
                    bench.send("iot-jobs-data:describe?thing=a" + (autowired ? "" : "&iotJobsDataPlaneClient=#mine"));
            int ours = bench.component().clients().open();
            bench.camel().stop();

            assertThat(exchange.getException()).isNull();
            assertThat(ours).isZero();
            assertThat(mine.describeJobExecution(d -> d.thingName("a").jobId("$next"))
                            .execution())
                    .isNull();
        }
    }

    @Test
    void aClientOfTheUsersRetriesAsItIsConfiguredForASessionTooButNotLongerThanItsBound() {
        try (AnsweringServer server = AnsweringServer.start();
                IotJobsDataPlaneClient mine = client(URI.create(server.url()))) {
            server.answers(503, "");

            assertThatThrownBy(() -> new JobsDataClient(mine).singleAttempt().getPending("a"))
                    .isInstanceOf(JobsCallException.class);
            int attempts = server.requests().size();
            assertThatThrownBy(() -> new JobsDataClient(mine)
                            .singleAttempt(Duration.ofMillis(1))
                            .getPending("a"))
                    .isInstanceOfSatisfying(JobsCallException.class, e -> assertThat(e.isAmbiguous())
                            .isTrue());

            assertThat(attempts).isGreaterThan(2);
            assertThat(server.requests()).hasSizeLessThan(attempts + 2);
        }
    }

    @Test
    void aSessionOverAClientOfOursSeesEachAttempt() {
        try (AnsweringServer server = AnsweringServer.start();
                Bench bench = Bench.open(b -> b.component().getConfiguration().setUriEndpointOverride(server.url()))) {
            server.answers(503, "");
            JobsDataClient client = bench.camel()
                    .getEndpoint("iot-jobs-data:describe?thing=a", IotJobsDataEndpoint.class)
                    .client();

            assertThatThrownBy(() -> client.singleAttempt().getPending("a")).isInstanceOf(JobsCallException.class);
            int single = server.requests().size();
            assertThatThrownBy(() -> client.getPending("a")).isInstanceOf(JobsCallException.class);

            assertThat(single).isEqualTo(1);
            assertThat(server.requests()).hasSize(single + 3);
        }
    }

    @Test
    void manyPollsOfManyThingsReuseTheirConnections() {
        try (Bench bench = Bench.open()) {
            List<String> things = List.of("a", "b", "c");
            bench.emulator().createThing("a", "b", "c");
            bench.routes(r ->
                    r.from("iot-jobs-data:startNext?thing=a,b,c&maxInFlight=1").to("log:a?level=OFF"));

            things.forEach(thing -> {
                bench.idle(thing);
                bench.idle(thing);
                bench.idle(thing);
            });

            assertThat(bench.emulator().requests().connections()).isEqualTo(1);
        }
    }

    private static IotJobsDataPlaneClient client(URI endpoint) {
        return IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }
}
