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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListedNamesTest {

    private final ListedNames names = new ListedNames();

    @Test
    void onlyThePartThatDiffersIsChanged() {
        names.update(List.of("a", "b", "c", "d"));

        assertThat(names.update(List.of("a", "b", "c", "d"))).isNull();
        assertThat(names.update(List.of("a", "x", "c", "d")))
                .isEqualTo(new ListedNames.Change(List.of("x"), List.of("b")));
        assertThat(names.update(List.of("a", "c", "d"))).isEqualTo(new ListedNames.Change(List.of(), List.of("x")));
        assertThat(names.update(List.of("a", "c", "d", "e")))
                .isEqualTo(new ListedNames.Change(List.of("e"), List.of()));
        assertThat(names.update(List.of())).isEqualTo(new ListedNames.Change(List.of(), List.of("a", "c", "d", "e")));
        assertThat(names.update(List.of())).isNull();
    }

    @Test
    void changesAddUpToTheListWhateverItsOrder() {
        Random random = new Random(5);
        List<String> listed = new ArrayList<>();
        List<String> sum = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            switch (random.nextInt(6)) {
                case 0 -> Collections.shuffle(listed, random);
                case 1 -> listed.subList(0, listed.size() / 2).clear();
                case 2 -> {}
                default -> listed.add(random.nextInt(listed.size() + 1), "thing-" + random.nextInt(40)); // some twice
            }

            ListedNames.Change change = names.update(listed);

            if (change != null) {
                sum.addAll(change.added());
                change.removed().forEach(name -> assertThat(sum.remove(name)).isTrue());
            }
            assertThat(sum).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void aCollectionThatThrowsHalfWayLeavesTheLastListStanding() {
        names.update(Arrays.asList("a", null, "c"));

        assertThatThrownBy(() -> names.update(new Broken(List.of("x", "y", "z"))))
                .hasMessage("thrown by a test");

        assertThat(names.update(Arrays.asList("a", null, "c"))).isNull();
    }

    private static final class Broken extends AbstractList<String> {

        private final List<String> names;

        Broken(List<String> names) {
            this.names = names;
        }

        @Override
        public String get(int index) {
            if (index == 2) {
                throw new IllegalStateException("thrown by a test");
            }
            return names.get(index);
        }

        @Override
        public int size() {
            return names.size();
        }
    }
}
