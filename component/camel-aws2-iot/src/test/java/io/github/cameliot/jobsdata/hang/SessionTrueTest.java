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
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code startNext} with {@code session=true} in the middle of a route. */
@ExtendWith(SideBySide.class)
class SessionTrueTest {

    @Test
    void theHeaderWithStatusDetailsIsSentWithTheClaim() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.jobs(List.of("detailed"));
            Worker worker = bed.worker();
            worker.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:work")
                            .setHeader("CamelAwsIotJobsUpdateStatusDetails", () -> Map.of("step", "from-the-header"))
                            .to(worker.uri("startNext", "session=true&thing=detailed"));
                }
            });

            worker.camel().createProducerTemplate().sendBody("direct:work", null);

            within(TestBed.START_SECONDS).until(() -> bed.isSucceeded("detailed"));
            assertThat(bed.proxy().calls(Call::isStartNext)).singleElement().satisfies(call -> assertThat(call.body())
                    .contains("\"step\":\"from-the-header\""));
            assertThat(bed.execution("detailed").statusDetails()).containsEntry("step", "from-the-header");
        }
    }
}
