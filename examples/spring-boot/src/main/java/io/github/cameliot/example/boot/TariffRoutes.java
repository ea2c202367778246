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
package io.github.cameliot.example.boot;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Routes in Java, beside those of {@code camel/}. */
@Component
class TariffRoutes extends RouteBuilder {

    private final Meters meters;

    TariffRoutes(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void configure() {
        from("direct:apply-tariff")
                .routeId("apply-tariff")
                .errorHandler(noErrorHandler()) // the route that has called decides
                .unmarshal()
                .json(Map.class)
                .bean(meters, "apply");

        from("direct:step-backup").routeId("step-backup").log("Backup of ${header.CamelAwsIotJobsThing}.");

        from("direct:create-tariff").routeId("create-tariff").to("iot-jobs:create");
    }
}
