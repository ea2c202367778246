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
import org.junit.jupiter.api.Test;

class LineLimitTest {

    private long now = Long.MAX_VALUE - 1; // the clock may overflow
    private final LineLimit limit = new LineLimit(Duration.ofNanos(10), () -> now);

    @Test
    void oneLineInAnIntervalAndTheNextOneCountsThoseBetween() {
        assertThat(limit.next()).hasValue(0);
        assertThat(limit.next()).isEmpty();
        now += 9;
        assertThat(limit.next()).isEmpty();
        now += 1;

        assertThat(limit.next()).hasValue(2);
        assertThat(limit.next()).isEmpty();
        now += 10;
        assertThat(limit.next()).hasValue(1);
    }
}
