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
package io.github.cameliot.routes;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while a route holds a record, by a fault of the caller or for more than a round of retries. */
final class HeldRoutesHealthCheck extends AbstractHealthCheck {

    static final String ID = "iot-jobs-held-records";

    private final HeldRoutes routes;

    HeldRoutesHealthCheck(HeldRoutes routes) {
        super("camel", ID);
        this.routes = routes;
    }

    /** A restart of the process would not help. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        routes.held().forEach((route, held) -> {
            builder.detail(route + ".attempts", held.attempts());
            if (held.isAlarming()) {
                builder.message("Route " + route + " retries a record until it is accepted: "
                                + held.cause().getMessage())
                        .error(held.cause())
                        .down();
            }
        });
    }
}
