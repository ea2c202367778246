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
package io.github.cameliot.benchmarks.soak;

import java.util.List;
import java.util.Optional;

/**
 * A message of a worker to the soak, one line on its standard output: {@code READY}; {@code START thing job number claim
 * version} before a route does anything; {@code END claim status} before anything is reported; {@code CLOSED claim state
 * loss} when the session has come to its final state; {@code HEAP age bytes}, in milliseconds, from time to time.
 */
record WorkerMessage(Kind kind, List<String> words) {

    enum Kind {
        READY,
        START,
        END,
        CLOSED,
        HEAP
    }

    private static final String PREFIX = "soak ";

    static WorkerMessage of(Kind kind, Object... words) {
        return new WorkerMessage(
                kind, List.of(words).stream().map(String::valueOf).toList());
    }

    /** Empty for any other line. */
    static Optional<WorkerMessage> parse(String line) {
        if (!line.startsWith(PREFIX)) {
            return Optional.empty();
        }
        List<String> words = List.of(line.substring(PREFIX.length()).split(" "));
        return Optional.of(new WorkerMessage(Kind.valueOf(words.get(0)), words.subList(1, words.size())));
    }

    String line() {
        return PREFIX + kind + " " + String.join(" ", words);
    }

    String word(int index) {
        return words.get(index);
    }
}
