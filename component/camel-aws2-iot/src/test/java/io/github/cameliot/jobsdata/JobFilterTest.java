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

import io.github.cameliot.emulator.ExecutionStatus;
import org.junit.jupiter.api.Test;

class JobFilterTest {

    @Test
    void twoRoutesShareAThingByWhatTheirFiltersAccept() {
        try (Bench bench = Bench.open(b -> {
            b.camel().getRegistry().bind("firmware", JobFilter.class, accepts("fw-"));
            b.camel().getRegistry().bind("reboots", JobFilter.class, accepts("rb-"));
        })) {
            bench.job("rb-1", "pump").job("fw-1", "pump").job("other", "pump").job("fw-2", "pump");

            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=pump&filter=#firmware")
                        .setHeader(IotJobsDataConstants.OUTCOME_REASON, r.constant("flashed"));
                r.from("iot-jobs-data:startNext?thing=pump&filter=#reboots")
                        .setHeader(IotJobsDataConstants.OUTCOME_REASON, r.constant("rebooted"));
            });

            assertThat(bench.ended("pump", "fw-1").statusDetails()).containsEntry("reason", "flashed");
            assertThat(bench.ended("pump", "fw-2").statusDetails()).containsEntry("reason", "flashed");
            assertThat(bench.ended("pump", "rb-1").statusDetails()).containsEntry("reason", "rebooted");
            assertThat(bench.emulator().execution("pump", "other").status()).isEqualTo(ExecutionStatus.QUEUED);
        }
    }

    private static JobFilter accepts(String prefix) {
        return execution -> execution.jobId().startsWith(prefix);
    }
}
