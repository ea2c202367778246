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
package io.github.cameliot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class GapTimerTest {

    @Test
    void aContextHasOneThatWorksAlsoWhenItIsStartedAgain() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            runs(context);
            GapTimer before = GapTimer.of(context);
            context.stop();
            context.start();

            runs(context);

            assertThat(GapTimer.of(context)).isSameAs(before);
        }
    }

    private static void runs(CamelContext context) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        GapTimer.of(context).schedule(Duration.ZERO, ran::countDown);
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
