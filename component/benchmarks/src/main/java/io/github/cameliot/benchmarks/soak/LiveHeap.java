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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The live heap of one worker process over its life, measured by the process itself after full collections. */
final class LiveHeap {

    /** The largest allowed growth in bytes: several times the difference between two measurements of a warm worker. */
    static final long MOST_GROWTH = 500_000;

    /**
     * The shortest life that is checked: in a shorter one, the process has not yet loaded everything that it keeps
     * anyway.
     */
    private static final Duration JUDGED = Duration.ofMinutes(4);

    /**
     * One measurement.
     *
     * @param age of the process
     * @param jobs that it had done until then
     */
    record Sample(Duration age, long bytes, long jobs) {}

    private final String worker;
    private final List<Sample> samples = new ArrayList<>();

    /** @param worker the name of the process */
    LiveHeap(String worker) {
        this.worker = worker;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    String worker() {
        return worker;
    }

    /** The first measurement after a fifth of its life: by then its classes are loaded and its caches are filled. */
    Sample first() {
        Duration warm = age().dividedBy(5);
        return samples.stream()
                .filter(s -> s.age().compareTo(warm) >= 0)
                .findFirst()
                .orElseThrow();
    }

    Sample last() {
        return samples.get(samples.size() - 1);
    }

    /** At its last measurement. */
    Duration age() {
        return last().age();
    }

    /** Bytes. */
    long growth() {
        return last().bytes() - first().bytes();
    }

    /** Whether it has grown by more than allowed; never true for a short life. */
    boolean isGrowing() {
        return age().compareTo(JUDGED) >= 0 && growth() > MOST_GROWTH;
    }
}
