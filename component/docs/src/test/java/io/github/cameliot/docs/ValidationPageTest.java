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

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test classes of the page on validation pass, and fail where an option is wrong. */
class ValidationPageTest {

    private static final DocPage PAGE = DocPage.read("validation");

    @TempDir
    private Path classes;

    @Test
    void theTestsOfThePagePass() throws Exception {
        Map<String, String> results = ShownTests.run(PAGE.blocks("java"), classes);

        assertThat(results).allSatisfy((test, failure) -> assertThat(failure).isNull());
        assertThat(ShownTests.counts(results)).containsExactly("RoutesTest 1 0", "UrisTest 1 0");
    }

    @Test
    void theyFailForAnOptionThatDoesNotExist() throws Exception {
        Map<String, String> results = ShownTests.run(
                PAGE.blocks("java").stream()
                        .map(block -> block.replace("lease=1m", "leese=1m"))
                        .toList(),
                classes);

        assertThat(results).hasSize(2).allSatisfy((test, failure) -> assertThat(failure)
                .contains("leese"));
    }

    @Test
    void bothFindAValueThatIsNoDurationAndOnlyTheContextOptionsThatContradictEachOther() throws Exception {
        assertThat(withLease("lease=abc")).hasSize(2).allSatisfy((test, failure) -> assertThat(failure)
                .isNotNull());

        Map<String, String> contradicting = withLease("lease=15s&heartbeat=1m");

        assertThat(contradicting.get("UrisTest.theOptionsOfAUriExist")).isNull();
        assertThat(contradicting.get("RoutesTest.routesAreRight")).isNotNull();
    }

    private Map<String, String> withLease(String options) throws Exception {
        return ShownTests.runIn(
                classes,
                PAGE.blocks("java").stream()
                        .map(block -> block.replace("lease=1m", options))
                        .toList());
    }
}
