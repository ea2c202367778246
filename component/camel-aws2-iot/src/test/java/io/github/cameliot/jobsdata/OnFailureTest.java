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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a job whose route fails, by the option onFailure and by JobRejectedException. */
class OnFailureTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void aJobRejectedExceptionIsRejectedThoughItIsWrappedOrHandled() {
        JobRejectedException rejected = new JobRejectedException("wrong model");

        Execution plain = Line.on(bench, "rejected").run(route -> route.throwException(rejected));
        Execution wrapped = Line.on(bench, "rejectedWrapped")
                .run(route -> route.throwException(new IllegalStateException("outer", rejected)));
        Line line = Line.on(bench, "rejectedHandled").with("onFailure=leave");
        Execution handled = line.runAll(r -> {
            r.onException(Exception.class).handled(true);
            r.from(line.from()).throwException(rejected);
        });

        for (Execution job : new Execution[] {plain, wrapped, handled}) {
            assertThat(job.status()).isEqualTo(ExecutionStatus.REJECTED);
            assertThat(Bench.told(job)).isEqualTo(Map.of("reason", "wrong model"));
        }
    }

    @Test
    void onFailureRejectReportsRejected() {
        Execution job =
                Line.on(bench, "failReject").with("onFailure=reject").run(route -> route.throwException(broken()));

        assertThat(job.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(job.statusDetails()).containsEntry("reason", "IllegalStateException: valve stuck");
    }

    @Test
    void onFailureLeaveReleasesTheJobAndRunsItAgain() {
        AtomicInteger runs = new AtomicInteger();
        Line line = Line.on(bench, "failLeave").with("onFailure=leave");

        Execution job = line.run(route -> route.process(ex -> {
            if (runs.incrementAndGet() == 1) {
                throw broken();
            }
        }));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Bench.told(job)).isEmpty();
        assertThat(runs).hasValue(2);
        assertThat(line.updates()).as("released, claimed again, reported").isEqualTo(3);
    }

    @Test
    void theNextJobIsRunAfterAFailedOne() {
        Line line = Line.on(bench, "two");
        bench.job("first-two", "two");

        Execution second = line.run(
                route -> route.filter(ex -> "first-two".equals(ex.getMessage().getHeader(IotJobsDataConstants.JOB_ID)))
                        .throwException(broken())
                        .end());

        await().until(() -> bench.emulator().execution("two", "first-two").status() == ExecutionStatus.FAILED);
        assertThat(second.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private static IllegalStateException broken() {
        return new IllegalStateException("valve stuck");
    }
}
