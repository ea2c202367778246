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

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecordJobIdTest {

    @Test
    void aRecordsPlaceIsItsJobId() {
        assertThat(RecordJobId.of("commands", 0, 42)).isEqualTo("commands-0-42");
    }

    @Test
    void topicsThatLookAlikeHaveOtherIdsAndAllAreIdsOfTheService() {
        String tooLong = "t".repeat(249);
        List<String> topics =
                List.of("a.b", "a_b", "a-b", "a..b", tooLong, tooLong.replaceFirst("t$", "u"), "a-0", "a");

        Set<String> ids = topics.stream()
                .map(topic -> RecordJobId.of(topic, Integer.MAX_VALUE, Long.MAX_VALUE))
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(topics.size()).allSatisfy(id -> assertThat(id).matches("[a-zA-Z0-9_-]{1,64}"));
    }
}
