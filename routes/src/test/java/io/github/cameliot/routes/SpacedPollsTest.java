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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpacedPollsTest {

    private final List<String> polled = new ArrayList<>();
    private final List<Runnable> gaps = new ArrayList<>();
    private final SpacedPolls polls = new SpacedPolls(this::poll, gaps::add);

    @Test
    void theFirstNotificationIsAPollAtOnceAndThoseInTheGapAreOneAtItsEnd() {
        for (int i = 0; i < 3_000; i++) {
            assertThat(polls.poll("pump-12")).isTrue();
        }
        assertThat(polls.poll("pump-17")).isTrue();
        assertThat(polled).containsExactly("pump-12", "pump-17");

        endGaps();

        assertThat(polled).containsExactly("pump-12", "pump-17", "pump-12");
    }

    @Test
    void aGapThatIsNotPossibleIsRefusedByItsName() {
        assertThatThrownBy(() -> new Notifications().setMinInterval(Duration.ofMillis(-1)))
                .hasMessageContaining("minInterval=");
        assertThatThrownBy(() -> new Notifications().setMinInterval(Duration.ofDays(999_999)))
                .hasMessageContaining("use 0s to 7d, as in minInterval=1s");
    }

    @Test
    void aGapFollowsThePollAtTheEndOfAGap() {
        polls.poll("pump-12");
        polls.poll("pump-12");
        endGaps();

        polls.poll("pump-12");
        assertThat(polled).hasSize(2);
        endGaps();

        assertThat(polled).hasSize(3);
    }

    @Test
    void aNotificationWhileThePollIsMadeIsNotLost() {
        SpacedPolls[] reentrant = new SpacedPolls[1];
        reentrant[0] = new SpacedPolls(
                thing -> {
                    polled.add(thing);
                    return polled.size() > 1 || reentrant[0].poll(thing);
                },
                gaps::add);
        reentrant[0].poll("pump-12");

        endGaps();

        assertThat(polled).hasSize(2);
    }

    @Test
    void nothingIsKeptOfAThingThatIsQuietOrOfOthers() {
        assertThat(polls.poll("foreign")).isFalse();
        polls.poll("pump-12");

        endGaps();

        assertThat(polls.size()).isZero();
        assertThat(gaps).isEmpty();
    }

    private boolean poll(String thing) {
        polled.add(thing);
        return !thing.equals("foreign");
    }

    private void endGaps() {
        List<Runnable> over = List.copyOf(gaps);
        gaps.clear();
        over.forEach(Runnable::run);
    }
}
