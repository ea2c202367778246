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

import io.github.cameliot.jobsdata.session.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The log lines on the page are those that the components and the notifications log, and none for users is missing. */
class OperationsLogTest {

    private static final DocPage PAGE = DocPage.read("operations");
    private static final String ROUTES = "routes/src/main/java/io/github/cameliot/routes/";
    private static final List<LogLine> LOGGED = Stream.of(
                    "component/camel-aws2-iot/src/main/java",
                    "component/control-plane/src/main/java",
                    ROUTES + "Notifications.java",
                    ROUTES + "OffsetCommits.java")
            .flatMap(sources -> LogLine.of(DocPage.ROOT.resolve(sources)).stream())
            .toList();

    private static List<LogLine> shown() {
        List<LogLine> shown = new ArrayList<>();
        for (String title : List.of(
                "Lines about jobs",
                "Lines about polls and things",
                "Lines about the service and the settings",
                "Lines about push",
                "Lines about kept outcomes",
                "Lines about notifications",
                "Lines of iot-jobs")) {
            PAGE.table(title).forEach(row -> shown.add(new LogLine(row.get(0), row.get(1))));
        }
        return shown;
    }

    @Test
    void everyLineOfThePageIsLoggedAtThatLevel() {
        assertThat(shown()).hasSizeGreaterThan(30).allSatisfy(line -> assertThat(LOGGED)
                .as(line.text())
                .anyMatch(logged -> logged.level().equals(line.level()) && logged.matches(line.text())));
    }

    @Test
    void everyLineThatIsLoggedIsOnThePageUnlessItIsAFailureInside() {
        assertThat(LOGGED)
                .hasSizeGreaterThan(40)
                .filteredOn(logged -> !logged.level().equals("ERROR"))
                .allSatisfy(
                        logged -> assertThat(shown()).as(logged.text()).anyMatch(line -> logged.matches(line.text())));
    }

    @Test
    void everyReasonForALossIsExplainedInItsWords() {
        assertThat(PAGE.table("Why a job was lost"))
                .extracting(row -> row.get(0) + ": " + row.get(1))
                .containsExactly(Stream.of(Loss.values())
                        .map(loss -> loss.name() + ": " + loss)
                        .toArray(String[]::new));
    }
}
