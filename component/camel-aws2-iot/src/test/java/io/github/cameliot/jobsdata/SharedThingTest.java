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
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two routes of one context that work off the same thing: warned of, unless filters tell their jobs apart. */
class SharedThingTest {

    @Test
    void listsThatOverlapAreWarnedOfAtTheStart() {
        assertThat(warnings("thing=a,b", "thing=b,c"))
                .singleElement()
                .asString()
                .contains("Routes", "one", "two", "the jobs of b:", "filter");
    }

    @Test
    void ofManySharedThingsThreeAreNamed() {
        assertThat(warnings("thing=a,b,c,d,e", "thing=e,d,c,b,a"))
                .singleElement()
                .asString()
                .contains("and 2 more things");
    }

    @Test
    void listsThatDoNotOverlapAreNotWarnedOf() {
        assertThat(warnings("thing=a,b", "thing=c")).isEmpty();
    }

    @Test
    void twoFiltersTellTheJobsApartAndOneDoesNot() {
        assertThat(warnings("thing=a&filter=#mine", "thing=a&filter=#mine")).isEmpty();
        assertThat(warnings("thing=a&filter=#mine", "thing=a")).hasSize(1);
    }

    @Test
    void twoServicesHaveTheirOwnThings() {
        assertThat(warnings("thing=a", "thing=a&region=us-east-1")).isEmpty();
    }

    @Test
    void aThingThatABeanListsLaterIsWarnedOfThen() {
        try (LogCapture log = LogCapture.start();
                Bench bench = bench()) {
            List<String> listed = new java.util.concurrent.CopyOnWriteArrayList<>(List.of("x"));
            bench.camel().getRegistry().bind("things", (Things) () -> listed);
            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=a").routeId("one").to("log:a?level=OFF");
                r.from("iot-jobs-data:startNext?things=#things").routeId("two").to("log:a?level=OFF");
            });
            assertThat(warnings(log)).isEmpty();

            listed.add("a");

            await().until(() -> warnings(log).size() == 1);
        }
    }

    private static Bench bench() {
        return Bench.open(bench -> bench.camel().getRegistry().bind("mine", (JobFilter) job -> true));
    }

    private static List<String> warnings(String one, String two) {
        try (LogCapture log = LogCapture.start();
                Bench bench = bench()) {
            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?" + one + "&workerId=1")
                        .routeId("one")
                        .to("log:a?level=OFF");
                r.from("iot-jobs-data:startNext?" + two + "&workerId=2")
                        .routeId("two")
                        .to("log:a?level=OFF");
            });
            return warnings(log);
        }
    }

    private static List<String> warnings(LogCapture log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("WARN") && line.contains("both process the jobs"))
                .toList();
    }
}
