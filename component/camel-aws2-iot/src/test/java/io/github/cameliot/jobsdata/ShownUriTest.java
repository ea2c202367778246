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

import io.github.cameliot.emulator.JobsEmulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ShownUriTest {

    @Test
    void theLineOfTheStartShowsThingsAndBeansAsTheyAreWrittenAndNoSecret() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.start();
                LogCapture log = LogCapture.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("mine", (JobFilter) job -> true);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("iot-jobs-data:startNext?thing=e-1, e-2&filter=#mine&region=us-east-1&accessKey=any"
                                    + "&secretKey=RAW(h%idden)&uriEndpointOverride=" + emulator.endpoint())
                            .log("run");
                }
            });

            camel.start();

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Processing jobs"))
                    .singleElement()
                    .asString()
                    .contains("thing=e-1, e-2", "filter=#mine", "uriEndpointOverride=" + emulator.endpoint())
                    .doesNotContain("idden");
        }
    }

    @Test
    void whatCannotBeDecodedOrBreaksTheLineStaysAsItIs() {
        assertThat(ShownUri.of("iot-jobs-data://startNext?workerId=50%"))
                .isEqualTo("iot-jobs-data://startNext?workerId=50%");
        assertThat(ShownUri.of("iot-jobs-data://startNext?workerId=a%0AERROR"))
                .isEqualTo("iot-jobs-data://startNext?workerId=a%0AERROR");
        assertThat(ShownUri.of("iot-jobs-data://startNext?things=%23fleet"))
                .isEqualTo("iot-jobs-data://startNext?things=#fleet");
    }
}
