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
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.counters.Durations;
import io.github.cameliot.jobsdata.metrics.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What is allocated more when calls and jobs are measured: counted, not timed, over an HTTP client without a network. 0 B seen here. */
class MetricsCostTest {

    private static final long MOST = 64;

    @Test
    void aMeasuredCallAllocatesHardlyMore() throws Exception {
        RawCall call = RawCall.DESCRIBE;
        MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (DefaultCamelContext without = camel(call);
                DefaultCamelContext with = camel(call)) {
            with.getRegistry().bind("metricsRegistry", registry);

            long[] bytes = AllocatedBytes.of(calls(without), calls(with));

            assertThat(registry.get("camel.iot.jobs.calls")
                            .tag("operation", "DescribeJobExecution")
                            .tag("result", "ok")
                            .timer()
                            .count())
                    .isGreaterThan(1_000);
            assertThat(bytes[1] - bytes[0]).as("bytes a call, measured").isLessThanOrEqualTo(MOST);
        }
    }

    @Test
    void theTimesOfAJobAllocateHardlyAnything() throws Exception {
        MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Counters counters = new Counters();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("metricsRegistry", registry);
            Runnable remove = Metrics.of(camel).register("any", new ProducerFigures(counters, counters, List::of));

            long bytes = AllocatedBytes.of(() -> {
                counters.durations().queued(2_000_000_000L);
                counters.durations().ran(30_000_000L);
                counters.durations().reported(5_000_000L);
            })[0];

            assertThat(registry.get("camel.iot.jobs.run").timer().count()).isGreaterThan(1_000);
            assertThat(bytes).as("bytes of a job's three times").isLessThanOrEqualTo(MOST);
            remove.run();
            assertThat(counters.durations()).isSameAs(Durations.NONE);
        }
    }

    private static DefaultCamelContext camel(RawCall call) {
        DefaultCamelContext camel = new DefaultCamelContext();
        IotJobsDataComponent component =
                new IotJobsDataComponent(camel, SharedClients.ofDataPlane(options -> call.http()));
        component.setAutowiredEnabled(false);
        camel.addComponent("iot-jobs-data", component);
        return camel;
    }

    private static Runnable calls(DefaultCamelContext camel) throws Exception {
        camel.start();
        Endpoint endpoint = camel.getEndpoint("iot-jobs-data:describe?includeJobDocument=false&thing=pump-12"
                + "&region=eu-west-1&uriEndpointOverride=http://127.0.0.1:1&accessKey=a&secretKey=s");
        Producer producer = endpoint.createProducer();
        producer.start();
        return () -> {
            Exchange exchange = endpoint.createExchange();
            try {
                producer.process(exchange);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
