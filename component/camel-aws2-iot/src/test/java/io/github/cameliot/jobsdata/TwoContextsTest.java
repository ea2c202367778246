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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class TwoContextsTest {

    @Test
    void twoContextsOnOneThingRunEachJobOnce() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.start();
                DefaultCamelContext one = context(emulator, "one");
                DefaultCamelContext two = context(emulator, "two")) {
            for (int i = 0; i < 20; i++) {
                emulator.createJob("job-" + i, "{\"n\":" + i + "}", "pump-12");
            }

            one.start();
            two.start();

            await().until(() ->
                    emulator.executions("pump-12").stream().allMatch(e -> e.status() == ExecutionStatus.SUCCEEDED));
            assertThat(emulator.executions("pump-12"))
                    .allSatisfy(e -> assertThat(e.versionNumber()).isEqualTo(3));
        }
    }

    private static DefaultCamelContext context(JobsEmulator emulator, String workerId) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?thing=pump-12&delay=20&maxDelay=50&region=eu-west-1&accessKey=a&secretKey=s"
                                + "&workerId=" + workerId + "&uriEndpointOverride=" + emulator.endpoint())
                        .setBody(simple("done ${body}"));
            }
        });
        return context;
    }
}
