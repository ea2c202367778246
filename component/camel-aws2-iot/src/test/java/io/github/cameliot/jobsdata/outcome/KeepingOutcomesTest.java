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
package io.github.cameliot.jobsdata.outcome;

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static io.github.cameliot.jobsdata.model.ExecutionStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.TestWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session keeps its outcome while the report is on its way, and without faults that costs no call of the service. */
class KeepingOutcomesTest {

    private final OutcomeTestBed bed = new OutcomeTestBed();
    private final MemoryOutcomes outcomes = bed.outcomes();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void withoutFaultsAJobIsStillOneClaimAndOneReport() {
        TestWorker one = bed.worker("one");
        TestWorker two = bed.worker("two");
        JobSession session = bed.claim(one);
        bed.emulator().requests().clear();
        outcomes.whileKeeping(two::tick); // finds nothing yet
        session.finish(Outcome.SUCCEEDED);
        bed.tickFor(one, Duration.ofSeconds(30));
        bed.tickFor(two, Duration.ofSeconds(30));

        assertThat(bed.emulator().requests().total()).isEqualTo(1);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void whatIsKeptHasNoDocument() {
        bed.emulator().createJob("ota-7", "{\"url\":\"https://firmware?X-Amz-Signature=secret\"}", "pump-12");
        bed.dieReporting(bed.worker("one").claim("pump-12"), Outcome.SUCCEEDED);

        assertThat(outcomes.only())
                .contains("\"status\":\"SUCCEEDED\"", "\"versionNumber\":2")
                .doesNotContain("url", "secret");
    }

    @Test
    void aReportOfTheRouteThatFailedIsNotKeptBecauseTheRouteGoesOn() {
        JobSession session = bed.claim(bed.worker("one"));
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.unavailable());

        assertThatThrownBy(() -> session.update(SUCCEEDED, null, null)).isInstanceOf(JobsCallException.class);

        assertThat(outcomes.rows()).isEmpty();
        session.finish(Outcome.failed("no report"));
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void aReportOfTheRouteIsKeptWhileItIsOnItsWay() {
        TestWorker one = bed.worker("one");
        JobSession session = bed.claim(one);
        List<String> kept = new ArrayList<>();
        one.beforeNextCall(() -> kept.addAll(outcomes.rows().values()));

        session.update(SUCCEEDED, null, null);

        assertThat(kept).singleElement().asString().contains("\"status\":\"SUCCEEDED\"");
        assertThat(outcomes.rows()).isEmpty();
    }
}
