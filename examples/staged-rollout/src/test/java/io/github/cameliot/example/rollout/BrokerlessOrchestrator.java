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
package io.github.cameliot.example.rollout;

import io.github.cameliot.control.IotJobsComponent;
import io.github.cameliot.control.IotJobsConfiguration;
import io.github.cameliot.jobsdata.client.RetryMode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The routes of {@code camel/rollout.yaml} in this process: a record comes by a method, and what is published is kept. */
final class BrokerlessOrchestrator implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> published = new CopyOnWriteArrayList<>();

    BrokerlessOrchestrator(URI endpoint) throws Exception {
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(5);
        camel.getPropertiesComponent().addInitialProperty("rollout.name", "rollout-1");
        camel.getPropertiesComponent().addInitialProperty("rollout.longest", "1000");
        camel.getPropertiesComponent().addInitialProperty("rollout.ring-timeout", "1m");
        IotJobsComponent jobs = camel.getComponent("iot-jobs", IotJobsComponent.class);
        jobs.setMaxRequestsPerSecond(200);
        IotJobsConfiguration options = jobs.getConfiguration();
        options.setUriEndpointOverride(endpoint.toString());
        options.setRegion("us-east-1");
        options.setAccessKey("emulator");
        options.setSecretKey("emulator");
        options.setRetryMode(RetryMode.none);
        options.setDelay(Duration.ofMillis(20));
        options.setMaxDelay(Duration.ofMillis(40));
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:camel/rollout.yaml"));
        AdviceWith.adviceWith(camel, "rollout", route -> route.replaceFromWith("direct:releases"));
        AdviceWith.adviceWith(camel, "publish", route -> route.weaveByToUri("kafka:*")
                .replace()
                .process(e -> published.add(e.getMessage().getBody(String.class))));
        camel.start();
    }

    /** A record that asks for a release; the offset is committed if the exchange ends without an exception. */
    CompletableFuture<Exchange> ask(String json) {
        return camel.createProducerTemplate()
                .asyncSend("direct:releases", e -> e.getMessage().setBody(json));
    }

    List<String> published() {
        return published;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
