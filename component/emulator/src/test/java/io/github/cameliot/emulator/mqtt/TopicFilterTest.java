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
package io.github.cameliot.emulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topics a filter includes. Source: MQTT 5, section 4.7. */
class TopicFilterTest {

    private final SubscriptionTree tree = new SubscriptionTree();
    private final Session session = new Session("a", new MemoryBudget(), Clock.systemUTC());

    private int found(String topic) {
        AtomicInteger found = new AtomicInteger();
        tree.each(topic, (s, subscription) -> found.incrementAndGet());
        return found.get();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/c, false",
        "a/b, a, false",
        "a, a/b, false",
        "a/+, a/b, true",
        "a/+, a/b/c, false",
        "a/+, a, false",
        "a/+, a/, true",
        "+/+, /a, true",
        "+, /a, false",
        "a/#, a, true",
        "a/#, a/b/c, true",
        "a/+/#, a, false",
        "#, a/b, true",
        "#, $aws/things/x/jobs/notify, false",
        "+/things/#, $aws/things/x/jobs/notify, false",
        "$aws/#, $aws/things/x/jobs/notify, true",
        "$aws/things/+/jobs/notify-next, $aws/things/x/jobs/notify-next, true",
        "$aws/things/+/jobs/notify-next, $aws/things/x/jobs/notify, false",
    })
    void theTreeAndTheFilterAgree(String filter, String topic, boolean matches) {
        TopicFilter parsed = TopicFilter.parse(filter);
        tree.add(session, new Subscription(parsed, 0, Subscription.Options.NONE));

        assertThat(parsed.matches(topic)).isEqualTo(matches);
        assertThat(tree.has(topic)).isEqualTo(matches);
        assertThat(found(topic)).isEqualTo(matches ? 1 : 0);

        tree.remove(session, parsed);
        assertThat(tree.has(topic)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a#",
                "a/#/b",
                "a+/b",
                "+a",
                "$share/g",
                "$share//a",
                "$share/+/a",
                "$share/g/",
                "$share/g\0/a",
                "a/\0",
                "1/2/3/4/5/6/7/8/9"
            })
    void otherFiltersAreNotPossible(String filter) {
        assertThat(TopicFilter.parse(filter)).isNull();
    }

    @Test
    void aFilterHasAtMost256Bytes() {
        assertThat(TopicFilter.parse("é".repeat(128))).isNotNull();
        assertThat(TopicFilter.parse("é".repeat(128) + "a")).isNull();
    }

    @Test
    void aGroupHasAtMost128Characters() {
        assertThat(TopicFilter.parse("$share/" + "g".repeat(128) + "/a")).isNotNull();
        assertThat(TopicFilter.parse("$share/" + "g".repeat(129) + "/a")).isNull();
    }

    @Test
    void aSharedFilterIncludesTheTopicsOfItsSecondPart() {
        TopicFilter shared = TopicFilter.parse("$share/workers/a/+");

        assertThat(shared.group()).isEqualTo("workers");
        assertThat(shared.matches("a/b")).isTrue();
    }
}
