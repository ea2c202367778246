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
package io.github.cameliot.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final Buffer PART = Buffer.buffer(new byte[MEGABYTE]);

    private final BodyBudget budget = new BodyBudget();

    @Test
    void aBodyUpToTheLimitFits() {
        LimitedBody body = new LimitedBody(2 * MEGABYTE, budget);

        body.add(PART);
        body.add(PART);

        assertThat(body.fits()).isTrue();
        assertThat(body.bytes()).hasSize(2 * MEGABYTE);
    }

    @Test
    void aLongerOneIsNotKeptButHeardOutUpToAPoint() {
        LimitedBody body = new LimitedBody(MEGABYTE, budget);

        add(body, 16);
        boolean endlessAtSixteen = body.isEndless();
        add(body, 1);

        assertThat(body.fits()).isFalse();
        assertThat(body.isCrowdedOut()).isFalse();
        assertThat(body.bytes()).isEmpty();
        assertThat(endlessAtSixteen).isFalse();
        assertThat(body.isEndless()).isTrue();
    }

    @Test
    void unfinishedBodiesOfAllClientsAreHeldUpToABoundInAll() {
        LimitedBody others = new LimitedBody(64 * MEGABYTE, budget);
        add(others, 64);
        LimitedBody oneTooMany = new LimitedBody(MEGABYTE, budget);
        oneTooMany.add(PART);

        others.release();
        LimitedBody later = new LimitedBody(MEGABYTE, budget);
        later.add(PART);

        assertThat(oneTooMany.fits()).isFalse();
        assertThat(oneTooMany.isCrowdedOut()).isTrue();
        assertThat(later.fits()).isTrue();
    }

    @Test
    void whatIsReleasedTwiceIsGivenBackOnce() {
        LimitedBody body = new LimitedBody(64 * MEGABYTE, budget);
        add(body, 64);
        body.release();
        body.release();

        LimitedBody all = new LimitedBody(65 * MEGABYTE, budget);
        add(all, 65);

        assertThat(all.isCrowdedOut()).isTrue();
    }

    private static void add(LimitedBody body, int parts) {
        IntStream.range(0, parts).forEach(i -> body.add(PART));
    }
}
