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

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One connection that breaks, as every network has it. */
@ExtendWith(SideBySide.class)
class BrokenConnectionTest {

    @Test
    void onePollThatMeetsABrokenConnectionIsMadeAgainAtOnceAndWithoutAWarning() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            bed.jobs(List.of("broken-poll"));
            bed.proxy().first(1, Call::isDescribe, Treatment.reset());

            bed.worker().work("broken-poll", "delay=60s&maxDelay=60s", exchange -> {});

            within(TestBed.START_SECONDS)
                    .until(() -> !bed.proxy().calls(Call::isDescribe).isEmpty());
            within(15).until(() -> bed.isSucceeded("broken-poll"));
            assertThat(logs.with("WARN", "broken-poll")).isEmpty();
        }
    }
}
