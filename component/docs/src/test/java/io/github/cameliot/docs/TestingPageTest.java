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
package io.github.cameliot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.Fault;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test classes of the page are run: they pass with its route, and fail with one that is broken. */
class TestingPageTest {

    private static final DocPage PAGE = DocPage.read("testing");

    @TempDir
    private Path classes;

    @BeforeEach
    void asInAProjectOfAUser() {
        Awaitility.reset();
    }

    @AfterEach
    void reset() {
        Awaitility.reset();
        QuickPolls.set();
    }

    @Test
    void everyTestOfThePageIsRunAndPasses() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // the first call of the SDK is slow on a busy machine

        Map<String, String> results = ShownTests.run(PAGE.blocks("java"), classes);

        assertThat(results).allSatisfy((test, failure) -> assertThat(failure).isNull());
        assertThat(ShownTests.counts(results))
                .containsExactly("FirmwareMainTest 1 0", "FirmwareRouteTest 1 0", "FirmwareTest 6 0", "WorkerTest 1 0");
    }

    @Test
    void theyFailWhenTheRouteLosesItsGateway() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(15));

        Map<String, String> results = ShownTests.run(broken(".to(\"{{gateway}}\")", ".to(\"log:lost\")"), classes);

        assertThat(results.get("FirmwareRouteTest.aJobGoesToTheGatewayAndIsReported"))
                .isNotNull();
        assertThat(results.get("FirmwareMainTest.aJobGoesToTheGatewayAndIsReported"))
                .isNotNull();
        assertThat(ShownTests.counts(results)).contains("FirmwareTest 6 5");
    }

    @Test
    void theyFailWhenTheRouteFails() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(15));

        Map<String, String> results = ShownTests.run(
                broken(".to(\"{{gateway}}\")", ".throwException(new IllegalStateException(\"broken\"))"), classes);

        assertThat(ShownTests.counts(results))
                .containsExactly("FirmwareMainTest 1 1", "FirmwareRouteTest 1 1", "FirmwareTest 6 6", "WorkerTest 1 1");
    }

    @Test
    void theFaultsOfTheTableAreThoseOfTheEmulator() {
        List<String> listed = PAGE.table("Make the service fail").stream()
                .flatMap(row -> Stream.of(row.get(0).split(", ")))
                .map(fault -> fault.replaceAll("Fault\\.|\\(.*", ""))
                .toList();

        assertThat(listed)
                .containsAll(Arrays.stream(Fault.class.getDeclaredMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers())
                                && Modifier.isPublic(method.getModifiers())
                                && method.getReturnType() == Fault.class)
                        .map(method -> method.getName())
                        .filter(name -> !List.of("of", "invalidCertificate").contains(name))
                        .toList())
                .doesNotHaveDuplicates();
        assertThat(listed).allSatisfy(name -> assertThat(Fault.class.getMethods())
                .anyMatch(method -> method.getName().equals(name)));
    }

    private static List<String> broken(String what, String by) {
        List<String> blocks = PAGE.blocks("java");
        assertThat(blocks.get(0)).contains("class FirmwareRoute", what);
        // A job that does not time out has no second execution: to wait for it is a failure after a second, too.
        String second = "until(() -> emulator.executions(";
        return Stream.concat(
                        Stream.of(blocks.get(0).replace(what, by)),
                        blocks.stream()
                                .skip(1)
                                .map(block -> block.replace(second, "atMost(Duration.ofSeconds(1))." + second)))
                .toList();
    }
}
