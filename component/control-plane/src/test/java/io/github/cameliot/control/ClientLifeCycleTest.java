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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.EndpointServiceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iot.IotClient;

/** Who has a client, who shares it, and who closes it. */
class ClientLifeCycleTest {

    @Test
    void equalOptionsShareAClientWhichIsClosedAtTheEnd() {
        IotJobsComponent component;
        try (Bench bench = Bench.open()) {
            component = bench.component();
            bench.camel().getEndpoint("iot-jobs:create?jobId=a");
            bench.camel().getEndpoint("iot-jobs:cancel?jobId=b");
            assertThat(component.clients().open()).isEqualTo(1);
            bench.camel().getEndpoint("iot-jobs:describe?retryMode=none");
            assertThat(component.clients().open()).isEqualTo(2);
        }

        assertThat(component.clients().open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, -1})
    void toDOverManyJobsMakesOneClientAndOneConnection(int cacheSize) {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.routes(r -> r.from("direct:new").toD("iot-jobs:create?thing=pump-12&jobId=${header.id}", cacheSize));

            for (int i = 0; i < 30; i++) {
                bench.sent("direct:new", "{}", Map.of("id", "job-" + i));
            }

            assertThat(bench.component().clients().open()).isEqualTo(1);
            assertThat(bench.emulator().requests().connections()).isEqualTo(1);
        }
    }

    @Test
    void aRouteStopsAndStartsAgain() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.emulator().createJob("a", "{}", "pump-12");
            bench.routes(r -> r.from("direct:a").routeId("a").to("iot-jobs:describe?jobId=a"));

            bench.camel().getRouteController().stopRoute("a");
            bench.camel().getRouteController().startRoute("a");

            assertThat(bench.sent("direct:a", null).getMessage().getBody()).isInstanceOf(JobDescription.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientOfTheUsersIsUsedAndNeverClosed(boolean autowired) {
        try (Bench bench = Bench.open(b -> {
                    b.component().setConfiguration(new IotJobsConfiguration());
                    b.component().setAutowiredEnabled(autowired);
                });
                IotClient mine = Bench.client(bench.emulator().endpoint())) {
            bench.emulator().createJob("ota-7", "{}", "a");
            bench.camel().getRegistry().bind("mine", mine);
            if (autowired) {
                bench.camel().removeComponent("iot-jobs");
            }

            Exchange exchange =
                    bench.send("iot-jobs:describe?jobId=ota-7" + (autowired ? "" : "&iotClient=#mine"), null);
            int ours = bench.component().clients().open();
            bench.camel().stop();

            assertThat(exchange.getException()).isNull();
            assertThat(ours).isZero();
            assertThat(mine.describeJob(d -> d.jobId("ota-7")).job().jobId()).isEqualTo("ota-7");
        }
    }

    @Test
    void aClientContradictsWhatWouldHaveMadeOne() {
        try (Bench bench = Bench.open();
                IotClient mine = Bench.client(bench.emulator().endpoint())) {
            bench.camel().getRegistry().bind("mine", mine);

            Throwable refused =
                    catchThrowable(() -> bench.camel().getEndpoint("iot-jobs:describe?jobId=a&iotClient=#mine"));

            assertThat(refused).hasMessageContainingAll("iotClient is set", "accessKey", "region");
        }
    }

    @Test
    void theServiceIsSaidToBeWhereItIs() {
        try (Bench bench = Bench.open()) {
            var endpoint = (EndpointServiceLocation) bench.camel().getEndpoint("iot-jobs:create");

            assertThat(endpoint.getServiceUrl())
                    .isEqualTo(bench.emulator().endpoint().toString());
            assertThat(endpoint.getServiceProtocol()).isEqualTo("iot-jobs");
        }
    }
}
