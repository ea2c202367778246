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
import java.util.Random;

/**
 * A disruption of the workers or of the service.
 *
 * @param at after the start, in real time
 * @param length its duration, or how far the clock jumps
 */
record Disruption(Duration at, Kind kind, Duration length) {

    enum Kind {
        /** SIGKILL of a worker; a new one is started. */
        KILL,
        /** SIGTERM of a worker; a new one is started. */
        TERMINATE,
        /** SIGSTOP of a worker, and SIGCONT. */
        STOP,
        /** An execution in progress is cancelled by force. */
        CANCEL,
        /** The service's clock jumps forward. */
        JUMP,
        /** The service responds 503 to every call. */
        OUTAGE
    }

    /** A few seconds apart, while jobs are created. */
    static List<Disruption> plan(Settings settings) {
        List<Disruption> disruptions = new ArrayList<>();
        Random random = new Random(settings.seed());
        long at = 1_000;
        while (settings.faults() && at < settings.busy().toMillis()) {
            disruptions.add(random(random, Duration.ofMillis(at)));
            at += 1_000 + random.nextInt(3_000);
        }
        return disruptions;
    }

    private static Disruption random(Random random, Duration at) {
        int dice = random.nextInt(20);
        if (dice < 5) {
            return new Disruption(at, Kind.KILL, Duration.ZERO);
        } else if (dice < 7) {
            return new Disruption(at, Kind.TERMINATE, Duration.ZERO);
        } else if (dice < 12) {
            // Half of them are short, the others longer than a lease.
            long millis = random.nextBoolean() ? 500 + random.nextInt(7_500) : 15_000 + random.nextInt(8_000);
            return new Disruption(at, Kind.STOP, Duration.ofMillis(millis));
        } else if (dice < 15) {
            return new Disruption(at, Kind.CANCEL, Duration.ZERO);
        } else if (dice < 18) {
            return new Disruption(at, Kind.JUMP, Duration.ofSeconds(1 + random.nextInt(40)));
        }
        return new Disruption(at, Kind.OUTAGE, Duration.ofMillis(1_000 + random.nextInt(12_000)));
    }

    @Override
    public String toString() {
        return kind + (length.isZero() ? "" : " " + length.toMillis() / 1000.0 + " s");
    }
}
