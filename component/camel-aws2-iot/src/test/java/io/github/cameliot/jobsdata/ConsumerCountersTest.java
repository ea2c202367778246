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

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.client.RetryMode;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The counters on a consumer's MBean are those of that consumer. */
class ConsumerCountersTest {

    @Test
    void eachConsumerCountsItsOwnJobsAndTheComponentAll() {
        try (Bench bench = Bench.open()) {
            bench.job("a-1", "a").job("b-1", "b").job("b-2", "b");
            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=a").routeId("a").to("log:a?level=OFF");
                r.from("iot-jobs-data:startNext?thing=b&onFailure=reject")
                        .routeId("b")
                        .throwException(new IllegalStateException("no"));
            });
            bench.ended("a", "a-1");
            bench.ended("b", "b-2");
            bench.idle("a");
            bench.idle("b");

            assertThat(counters(bench, "a"))
                    .containsEntry("claimed", 1L)
                    .containsEntry("reported", 1L)
                    .containsEntry("succeeded", 1L)
                    .containsEntry("rejected", 0L);
            assertThat(counters(bench, "b"))
                    .containsEntry("claimed", 2L)
                    .containsEntry("reported", 2L)
                    .containsEntry("succeeded", 0L)
                    .containsEntry("rejected", 2L);
            assertThat(counters(bench, "a").get("emptyPolls")).isPositive();
            assertThat(bench.component().counters().get(Counter.claimed)).isEqualTo(3);
        }
    }

    @Test
    void jobsOfAProducerCountForNoConsumer() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("a");
            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=a").routeId("a").to("log:a?level=OFF");
                r.from("direct:b").to("iot-jobs-data:startNext?session=true&thing=b");
            });
            bench.job("b-1", "b").send("direct:b");
            bench.ended("b", "b-1");

            assertThat(counters(bench, "a")).containsEntry("claimed", 0L).containsEntry("succeeded", 0L);
        }
    }

    @Test
    void whatHappensToASharedRepositoryIsSeenByAllWhoShareItAndByNobodyElse() {
        try (Bench bench = Bench.open()) {
            bench.camel().getRegistry().bind("outcomes", new Broken());
            bench.emulator().createThing("b");
            bench.emulator().createThing("c");
            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=a&outcomeRepository=#outcomes")
                        .routeId("a")
                        .to("log:a?level=OFF");
                r.from("iot-jobs-data:startNext?thing=b&outcomeRepository=#outcomes")
                        .routeId("b")
                        .to("log:a?level=OFF");
                r.from("iot-jobs-data:startNext?thing=c").routeId("c").to("log:a?level=OFF");
            });
            bench.job("a-1", "a").ended("a", "a-1");

            assertThat(counters(bench, "a").get("outcomeRepositoryFailures")).isPositive();
            assertThat(counters(bench, "b").get("outcomeRepositoryFailures")).isPositive();
            assertThat(counters(bench, "c")).containsEntry("outcomeRepositoryFailures", 0L);
        }
    }

    @Test
    void eachThrottledCallOfAConsumerCountsOnceWhateverItIsFor() {
        Fault once = Fault.throttle().first(1);
        try (Bench bench = Bench.open(b -> b.component().getConfiguration().setRetryMode(RetryMode.none))) {
            bench.emulator().faults().add(once.on(Operation.DESCRIBE_JOB_EXECUTION));
            bench.emulator().faults().add(once.on(Operation.START_NEXT_PENDING_JOB_EXECUTION));
            bench.emulator().faults().add(once.on(Operation.UPDATE_JOB_EXECUTION));
            bench.job("a-1", "a");
            bench.routes(
                    r -> r.from("iot-jobs-data:startNext?thing=a").routeId("a").to("log:a?level=OFF"));
            bench.ended("a", "a-1");

            assertThat(counters(bench, "a")).containsEntry("throttled", 3L);
            assertThat(bench.component().counters().get(Counter.throttled)).isEqualTo(3);
        }
    }

    @Test
    void aConsumerThatIsStoppedStillShowsWhatItCounted() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.job("a-1", "a");
            bench.routes(
                    r -> r.from("iot-jobs-data:startNext?thing=a").routeId("a").to("log:a?level=OFF"));
            bench.ended("a", "a-1");
            bench.idle("a");

            bench.camel().getRouteController().stopRoute("a");

            assertThat(counters(bench, "a")).containsEntry("claimed", 1L);
        }
    }

    private static Map<String, Long> counters(Bench bench, String route) {
        return ((IotJobsDataConsumer) bench.camel().getRoute(route).getConsumer()).getCounters();
    }

    /** A repository whose database is gone. */
    private static final class Broken implements OutcomeRepository {
        @Override
        public void keep(String key, String outcome) {
            throw gone();
        }

        @Override
        public Optional<String> find(String key) {
            throw gone();
        }

        @Override
        public Map<String, String> list() {
            throw gone();
        }

        @Override
        public void remove(String key) {
            throw gone();
        }

        private static IllegalStateException gone() {
            return new IllegalStateException("no database here");
        }
    }
}
