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
package io.github.cameliot.benchmarks.scale;

import io.github.cameliot.jobsdata.IotJobsDataConsumer;
import io.github.cameliot.jobsdata.Things;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** A route from the things of a bean, written as a user would write it. */
final class Consumer implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    /** @param options as in {@code delay=1s&maxInFlight=1} */
    Consumer(IotJobsDataPlaneClient sdk, Things things, String options) throws Exception {
        camel.getRegistry().bind("things", Things.class, things);
        camel.getRegistry().bind("sdk", IotJobsDataPlaneClient.class, sdk);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?things=#things&iotJobsDataPlaneClient=#sdk&" + options)
                        .routeId("scale")
                        .process(exchange -> {});
            }
        });
        camel.start();
    }

    int thingsWaiting() {
        return ((IotJobsDataConsumer) camel.getRoute("scale").getConsumer()).getThingsWaiting();
    }

    void suspend() throws Exception {
        camel.getRouteController().suspendRoute("scale");
    }

    @Override
    public void close() {
        camel.stop();
    }
}
