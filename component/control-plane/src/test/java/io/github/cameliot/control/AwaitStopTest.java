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
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of waits when their route or their context stops. */
class AwaitStopTest {

    @Test
    @Timeout(20)
    void waitsEndWithAnExceptionWhenTheContextStopsAndDoNotHoldItUp() {
        List<CompletableFuture<Exchange>> waits;
        ManualTimer timer;
        try (AwaitBench bench = AwaitBench.open()) {
            timer = bench.timer();
            bench.bench().camel().getShutdownStrategy().setTimeout(300);
            bench.emulator().createJob("ota-7", "{}", "a");
            bench.bench().routes(r -> r.from("seda:in?concurrentConsumers=1").to("iot-jobs:await?jobId=ota-7"));
            waits = IntStream.range(0, 30)
                    .mapToObj(i -> bench.begin("iot-jobs:await?jobId=ota-7"))
                    .toList();
            bench.bench().camel().createProducerTemplate().sendBody("seda:in", "mine");
            await().until(() -> bench.waits().size() == 31);
            bench.advance(Duration.ofSeconds(1));
        }

        assertThat(waits).allSatisfy(wait -> assertThat(wait.join().getException())
                .isInstanceOfSatisfying(
                        AwaitStoppedException.class, e -> assertThat(e.jobId()).isEqualTo("ota-7"))
                .hasMessageContaining("The job continues"));
        assertThat(timer.planned()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(20)
    void aRouteThatStopsEndsItsWaitsAndNoOther(boolean suspend) throws Exception {
        try (AwaitBench bench = AwaitBench.open()) {
            bench.bench().camel().getShutdownStrategy().setTimeout(300);
            bench.emulator().createJob("ota-7", "{}", "a");
            List<Exception> failures = new CopyOnWriteArrayList<>();
            bench.bench().routes(r -> r.from("seda:in")
                    .routeId("mine")
                    .process(e -> e.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                        @Override
                        public void onFailure(Exchange exchange) {
                            failures.add(exchange.getException());
                        }
                    }))
                    .to("iot-jobs:await?jobId=ota-7&timeout=10m"));
            CompletableFuture<Exchange> other = bench.begin("iot-jobs:await?jobId=ota-7");
            bench.bench().camel().createProducerTemplate().sendBody("seda:in", "mine");
            await().until(() -> bench.waits().size() == 2);

            if (suspend) {
                bench.bench().camel().getRouteController().suspendRoute("mine");
            }
            bench.bench().camel().getRouteController().stopRoute("mine");

            await().untilAsserted(() -> assertThat(failures).hasSize(1));
            assertThat(failures.get(0)).isInstanceOf(AwaitStoppedException.class);
            assertThat(other).isNotDone();
            assertThat(bench.waits().size()).isEqualTo(1);
        }
    }

    @Test
    void aProducerThatHasStoppedLeavesNoTimerAndWaitsAgainAfterItsStart() {
        try (AwaitBench bench = AwaitBench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a");
            AsyncProducer producer = bench.producer("iot-jobs:await?jobId=ota-7");
            CompletableFuture<Exchange> first = bench.begin(producer, Map.of());
            bench.advance(Duration.ofSeconds(1));

            producer.stop();
            CompletableFuture<Exchange> stopped = bench.begin(producer, Map.of());
            int planned = bench.timer().planned();
            producer.start();
            CompletableFuture<Exchange> second = bench.begin(producer, Map.of());
            bench.end("a", "ota-7", "SUCCEEDED");

            assertThat(bench.failure(first)).isInstanceOf(AwaitStoppedException.class);
            assertThat(bench.failure(stopped)).isInstanceOf(AwaitStoppedException.class);
            assertThat(planned).isZero();
            assertThat(bench.verdict(second, Duration.ofSeconds(5)).passed()).isTrue();
        }
    }

    @Test
    void aRouteThatBlocksAfterItsWaitHoldsUpNeitherLooksNorTimeouts() {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        try (AwaitBench bench = AwaitBench.open()) {
            bench.emulator().createJob("over", "{}", "a");
            bench.emulator().cancelJob("over", false);
            bench.emulator().createJob("ota-7", "{}", "b");
            bench.bench()
                    .routes(r ->
                            r.from("seda:in").to("iot-jobs:await?jobId=over").process(e -> goOn.join()));
            bench.bench().camel().createProducerTemplate().sendBody("seda:in", "mine");
            await().until(() -> bench.waits().size() == 1);
            bench.timer().advance(Duration.ofSeconds(1));
            await().until(() -> bench.waits().resuming() == 1);

            CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7&timeout=1m");
            bench.advance(Duration.ofSeconds(30));
            bench.advance(Duration.ofSeconds(30));

            assertThat(bench.verdict(ended).outcome()).isEqualTo(JobVerdict.Outcome.TIMEOUT);
            goOn.complete(null);
        }
    }
}
