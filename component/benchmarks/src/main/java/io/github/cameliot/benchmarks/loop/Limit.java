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
package io.github.cameliot.benchmarks.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A figure that must be within its limit. */
record Limit(String what, String must, String measured, boolean isHeld) {

    static List<Limit> of(Comparison comparison) {
        List<Limit> limits = new ArrayList<>();
        double control = comparison.speed(comparison.control());
        limits.add(new Limit(
                "control: jobs a second", "0.93 to 1.07", text("%.2f", control), control >= 0.93 && control <= 1.07));
        for (Contender contender : comparison.contenders()) {
            if (contender instanceof ConsumerLoop consumer) {
                limits.addAll(of(comparison, consumer));
            }
        }
        return limits;
    }

    private static List<Limit> of(Comparison comparison, ConsumerLoop consumer) {
        double speed = comparison.speed(consumer);
        double bytes = comparison.bytesAdded(consumer);
        int mostBytes = consumer.isPooled() ? 2_000 : 3_000;
        double writes = comparison.writesPerJob(consumer);
        long connections = comparison.connections(consumer);
        long later = comparison.connectionsAfterQuiet(consumer);
        String name = consumer.name();
        return List.of(
                new Limit(name + ": jobs a second", "at least 0.95", text("%.2f", speed), speed >= 0.95),
                new Limit(
                        name + ": extra bytes a job",
                        "at most " + text("%,d", mostBytes),
                        text("%,.0f", bytes),
                        bytes <= mostBytes),
                new Limit(name + ": writes a job", "2.00", text("%.3f", writes), writes >= 2 && writes < 2.005),
                new Limit(
                        name + ": connections",
                        "at most " + comparison.threads(),
                        String.valueOf(connections),
                        connections <= comparison.threads()),
                new Limit(name + ": new connections after 7 s", "0", String.valueOf(later), later == 0));
    }

    private static String text(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
