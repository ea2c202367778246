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

import io.github.cameliot.jobsdata.client.AllocatedBytes;
import io.github.cameliot.jobsdata.client.RawCall;
import io.github.cameliot.jobsdata.client.SharedClients;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * What a producer allocates beside the SDK's call with the same values, its exchange and headers included: counted, not
 * timed, over an HTTP client without a network.
 */
class ProducerAllocationTest {

    /** A client that the component builds saves about as much as the producer allocates. */
    private static final long MOST_ADDED_WITH_OUR_CLIENT = 410;

    @ParameterizedTest
    @EnumSource
    void aProducerAddsLittleToTheRawCall(RawCall call) throws Exception {
        IotJobsDataPlaneClient sdk = call.client();
        try (CamelContext camel = new DefaultCamelContext()) {
            IotJobsDataComponent component =
                    new IotJobsDataComponent(camel, SharedClients.ofDataPlane(options -> call.http()));
            component.setAutowiredEnabled(false);
            camel.addComponent("iot-jobs-data", component);
            camel.getRegistry().bind("sdk", sdk);
            camel.start();
            Endpoint ours = camel.getEndpoint(
                    uri(call) + "region=eu-west-1&uriEndpointOverride=http://127.0.0.1:1&accessKey=a&secretKey=s");
            Endpoint users = camel.getEndpoint(uri(call) + "iotJobsDataPlaneClient=#sdk");

            long[] bytes = AllocatedBytes.of(() -> call.on(sdk), producer(ours, call), producer(users, call));
            long raw = bytes[0];
            long addedByOurs = bytes[1] - raw;
            long addedToUsers = bytes[2] - raw;

            assertThat(addedByOurs)
                    .as(
                            "bytes of %s, our client, over %s of the raw call; without a call they would be far below",
                            call, raw)
                    .isBetween(-raw / 10, MOST_ADDED_WITH_OUR_CLIENT);
            assertThat(addedToUsers)
                    .as("bytes of %s, a user's client, over %s of the raw call", call, raw)
                    .isBetween(1L, mostAdded(call));
        }
    }

    private static Runnable producer(Endpoint endpoint, RawCall call) throws Exception {
        Producer producer = endpoint.createProducer();
        producer.start();
        return () -> {
            Exchange exchange = endpoint.createExchange();
            Message message = exchange.getMessage();
            headers(call).forEach(message::setHeader);
            try {
                producer.process(exchange);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** With a user's client: a tenth above what is measured, and 2,300 at most. */
    private static long mostAdded(RawCall call) {
        return switch (call) {
            case DESCRIBE -> 1_400;
            case GET_PENDING -> 1_700;
            case START_NEXT, UPDATE -> 1_750;
        };
    }

    private static String uri(RawCall call) {
        return switch (call) {
            case DESCRIBE -> "iot-jobs-data:describe?includeJobDocument=false&";
            case GET_PENDING -> "iot-jobs-data:getPending?";
            case START_NEXT -> "iot-jobs-data:startNext?";
            case UPDATE -> "iot-jobs-data:update?status=SUCCEEDED&";
        };
    }

    private static Map<String, Object> headers(RawCall call) {
        return switch (call) {
            case DESCRIBE, GET_PENDING -> Headers.THING;
            case START_NEXT -> Headers.START_NEXT;
            case UPDATE -> Headers.UPDATE;
        };
    }

    private static final class Headers {
        static final Map<String, Object> THING = Map.of(IotJobsDataConstants.THING, "pump-12");
        static final Map<String, Object> START_NEXT = Map.of(
                IotJobsDataConstants.THING, "pump-12", IotJobsDataConstants.UPDATE_STATUS_DETAILS, RawCall.DETAILS);
        static final Map<String, Object> UPDATE = Map.of(
                IotJobsDataConstants.THING,
                "pump-12",
                IotJobsDataConstants.JOB_ID,
                "ota-7",
                IotJobsDataConstants.EXECUTION_NUMBER,
                1L,
                IotJobsDataConstants.EXPECTED_VERSION,
                2L,
                IotJobsDataConstants.UPDATE_STATUS_DETAILS,
                RawCall.DETAILS);
    }
}
