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

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A {@code things} bean that fails, in the health check and the dev console. */
class ThingsBeanHealthTest {

    private static final String SECRET = "jdbc:postgresql://fleet:hunter2@db.example/fleet";

    private final AtomicLong ahead = new AtomicLong();

    @Test
    void aBeanThatThrowsIsShownWhileTheThingsOfItsLastListArePolled() {
        List<String> last = List.of("pump-12");
        boolean[] fails = new boolean[1];
        Things bean = () -> {
            if (fails[0]) {
                throw new IllegalStateException("no connection to " + SECRET);
            }
            return last;
        };
        try (Bench bench = bench(bean)) {
            await().until(() -> health(bench).getState() == State.UP);
            assertThat(health(bench).getDetails()).doesNotContainKeys("things.list.failure");
            assertThat(console(bench).get("thingsListFailure")).isNull();

            fails[0] = true;
            await().until(() -> health(bench).getDetails().containsKey("things.list.failure"));

            assertThat(health(bench).getState()).isEqualTo(State.UP);
            assertThat(health(bench).getDetails().get("things.list.failure").toString())
                    .contains("IllegalStateException: no connection to")
                    .doesNotContain("hunter2");
            assertThat(health(bench)
                            .getDetails()
                            .get("things.list.failing.since")
                            .toString())
                    .endsWith("Z");
            assertThat(console(bench).get("thingsListFailure").toString())
                    .contains("no connection to")
                    .doesNotContain("hunter2");
            assertThat(text(bench)).contains("    Things bean    fails since ", "no connection to");

            fails[0] = false;
            await().until(() -> !health(bench).getDetails().containsKey("things.list.failure"));
            assertThat(text(bench)).doesNotContain("Things bean");
        }
    }

    @Test
    void aBeanThatHasNeverListedAThingMakesItDown() {
        List<Collection<String>> listed = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Bench bench = bench(() -> listed.isEmpty() ? null : listed.get(0))) {
            HealthCheck.Result down = health(bench);

            assertThat(down.getState()).isEqualTo(State.DOWN);
            assertThat(down.getMessage().orElseThrow())
                    .startsWith("Route jobs polls no thing: its things bean ")
                    .contains("returned null");

            listed.add(List.of("pump-12"));
            await().until(() -> health(bench).getState() == State.UP);
        }
    }

    @Test
    void aBeanThatHangsIsShownAndMakesItDownWhereNoThingIsPolled() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        boolean[] first = {true};
        Things bean = () -> {
            if (first[0]) {
                first[0] = false;
                return List.of();
            }
            hangs.countDown();
            hang(mayReturn);
            return List.of("pump-12");
        };
        try (Bench bench = bench(bean)) {
            hangs.await();
            assertThat(health(bench).getState()).as("it may still return").isEqualTo(State.UP);

            ahead.addAndGet(Duration.ofSeconds(31).toNanos());

            assertThat(health(bench).getState()).isEqualTo(State.DOWN);
            assertThat(health(bench).getMessage().orElseThrow()).contains("has not returned for 31 s");
            assertThat(text(bench)).contains("has not returned for 31 s");

            mayReturn.countDown();
            await().until(() -> health(bench).getState() == State.UP);
        }
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Bench bench(Things bean) {
        Bench bench = Bench.open(b -> {
            b.component().useClock(() -> System.nanoTime() + ahead.get());
            b.camel().getRegistry().bind("fleet", bean);
        });
        bench.emulator().createThing("pump-12");
        return bench.routes(r -> r.from("iot-jobs-data:startNext?things=#bean:fleet")
                .routeId("jobs")
                .to("mock:jobs"));
    }

    private static HealthCheck.Result health(Bench bench) {
        return HealthCheckHelper.getHealthCheckRepository(bench.camel(), "consumers")
                .getCheck("consumer:jobs")
                .orElseThrow()
                .call();
    }

    private static Map<?, ?> console(Bench bench) {
        JsonObject all = (JsonObject) resolve(bench).call(DevConsole.MediaType.JSON);
        return (Map<?, ?>) ((List<?>) all.get("consumers")).get(0);
    }

    private static String text(Bench bench) {
        return (String) resolve(bench).call(DevConsole.MediaType.TEXT);
    }

    private static DevConsole resolve(Bench bench) {
        return PluginHelper.getDevConsoleResolver(bench.camel()).resolveDevConsole("iot-jobs");
    }
}
