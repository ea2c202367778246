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
package io.github.cameliot.example.fleet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast jobs end, by the last seconds, and how long the others will take at that speed. */
final class Estimate {

    private static final Duration WINDOW = Duration.ofSeconds(5);

    private record Sample(Duration at, long ended) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Adds what is known now.
     *
     * @param at since the begin
     * @param ended how many jobs have ended by then
     */
    synchronized void add(Duration at, long ended) {
        samples.addLast(new Sample(at, ended));
        while (samples.size() > 2 && samples.getFirst().at().compareTo(at.minus(WINDOW)) < 0) {
            samples.removeFirst();
        }
    }

    /** Jobs a second, over the last five seconds; 0 as long as none has ended in them. */
    synchronized double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long millis = Math.max(1, last.at().minus(first.at()).toMillis());
        return (last.ended() - first.ended()) * 1000.0 / millis;
    }

    /**
     * How long the other jobs will take.
     *
     * @return empty when no job has ended in the last five seconds
     */
    synchronized Optional<Duration> remaining(long jobs) {
        double speed = perSecond();
        return speed == 0
                ? Optional.empty()
                : Optional.of(
                        Duration.ofMillis(Math.round((jobs - samples.getLast().ended()) * 1000 / speed)));
    }
}
