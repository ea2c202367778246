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
package io.github.cameliot.jobsdata.hang;

import static io.github.cameliot.jobsdata.hang.TestBed.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.JobFilter;
import io.github.cameliot.jobsdata.Things;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Beans of the user that give nothing, or something wrong. */
@ExtendWith(SideBySide.class)
class ThingsBeanTest {

    @Test
    void aListThatIsNullIsWarnedOfAndListedAgain() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            bed.jobs(List.of("listed-later"));
            AtomicReference<Collection<String>> list = new AtomicReference<>();
            Things things = list::get;

            bed.worker().bind("nullThings", things).work("", "things=#nullThings&thing=", exchange -> {});
            list.set(List.of("listed-later"));

            within(TestBed.START_SECONDS).until(() -> bed.isSucceeded("listed-later"));
            assertThat(logs.with("WARN", "things", "null")).isNotEmpty();
            assertThat(logs.with("things", "NullPointerException")).isEmpty();
        }
    }

    @Test
    void aWrongNameIsWarnedOfAndTheOthersAreWorkedFor() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            bed.jobs(List.of("good-name", "other-good-name"));
            Things things = () -> List.of("good-name", "wrong name!", "other-good-name");

            bed.worker().bind("mixedThings", things).work("", "things=#mixedThings&thing=", exchange -> {});

            within(TestBed.START_SECONDS)
                    .until(() -> bed.isSucceeded("good-name") && bed.isSucceeded("other-good-name"));
            assertThat(logs.with("WARN", "wrong name!")).hasSize(1);
        }
    }

    @Test
    void aFilterThatSeesTenForeignJobsIsWarnedOfOnceForItsThing() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            for (int i = 1; i <= 12; i++) {
                bed.emulator().createJob("foreign-" + i, "{}", "crowded");
            }
            JobFilter none = execution -> false;

            bed.worker().bind("none", none).work("crowded", "filter=#none", exchange -> {});

            within(TestBed.START_SECONDS)
                    .until(() -> bed.proxy()
                                    .calls(call -> !call.isDescribe() && !call.isWrite())
                                    .size()
                            > 5);
            within(10).during(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                            logs.with("WARN", "crowded", "filter"))
                    .hasSize(1));
        }
    }
}
