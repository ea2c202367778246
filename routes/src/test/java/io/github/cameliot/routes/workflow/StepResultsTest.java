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
package io.github.cameliot.routes.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.model.StatusDetails;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Results of steps, as they stand in the status details. */
class StepResultsTest {

    private final StepResults results =
            new StepResults(Workflow.parse(Documents.steps("a", "b", "c", "d", "e", "f", "g", "a"))
                    .steps());

    private static Step step(int index) {
        return Workflow.parse(Documents.steps("a", "b", "c", "d", "e", "f", "g", "a"))
                .steps()
                .get(index - 1);
    }

    @Test
    void ofManyResultsTheLastSixStandInTheDetailsAndAllAreKnownHere() {
        for (int i = 1; i <= 7; i++) {
            results.add(step(i), "r" + i);
        }

        assertThat(results.details()).containsOnlyKeys("step-2", "step-3", "step-4", "step-5", "step-6", "step-7");
        assertThat(results.byName()).hasSize(7).containsEntry("A", "r1");
    }

    @Test
    void ofALongResultTheTailStaysOnOneLineWithoutSecrets() {
        results.add(step(1), "x".repeat(5_000_000) + "\nlast\tline \uD83D\uDE00");
        results.add(
                step(2),
                "https://h/a?X-Amz-Signature=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0");
        results.add(step(3), " ");

        assertThat(results.details().get("step-1"))
                .hasSizeLessThanOrEqualTo(StepResults.LONGEST)
                .startsWith("...")
                .endsWith("last line \uD83D\uDE00");
        assertThat(results.details().get("step-2")).doesNotContain("0f1e2d3c");
        assertThat(results.details()).doesNotContainKey("step-3");
        assertThat(StatusDetails.of(results.details()).changes()).isEmpty();
    }

    @Test
    void resultsOfFinishedStepsAreRestoredByTheNameOfTheStep() {
        results.restore(Map.of("step-1", "one", "step-3", "three", "step-0", "x", "step-x", "x", "other", "x"), 2);

        assertThat(results.byName()).isEqualTo(Map.of("A", "one"));
    }

    @Test
    void ofStepsWithOneNameTheLastResultCounts() {
        results.add(step(1), "first");
        results.add(step(8), "last");

        assertThat(results.byName()).isEqualTo(Map.of("A", "last"));
    }
}
