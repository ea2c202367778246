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
package io.github.cameliot.benchmarks.calls;

import java.util.List;
import java.util.stream.Stream;

/** The result of all rounds: each figure is the median of the rounds. */
record Result(Settings settings, List<Round> rounds) {

    Cost cost(Operation operation, Variant variant) {
        return Cost.median(of(operation).map(round -> round.cost(variant)).toList());
    }

    Cost added(Operation operation, Variant variant) {
        return Cost.median(of(operation).map(round -> round.added(variant)).toList());
    }

    Stream<Round> of(Operation operation) {
        return rounds.stream().filter(round -> round.operation() == operation);
    }
}
