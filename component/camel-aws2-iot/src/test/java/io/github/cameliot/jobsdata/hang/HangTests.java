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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All tests of this package as one class. In classes of their own, each JVM of a build would run all of them. */
class HangTests {

    @TestFactory
    Stream<DynamicContainer> all() {
        List<Class<?>> classes = SideBySide.classes().toList();
        assertThat(classes).isNotEmpty();
        SideBySide.run(classes.stream());
        return classes.stream()
                .map(of -> DynamicContainer.dynamicContainer(
                        of.getSimpleName(),
                        SideBySide.tests(of).stream()
                                .map(test -> DynamicTest.dynamicTest(test.getName(), () -> SideBySide.result(test)))));
    }
}
