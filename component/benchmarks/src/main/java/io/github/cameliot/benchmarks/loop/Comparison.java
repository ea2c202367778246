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

import io.github.cameliot.benchmarks.Median;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * The slices of all contenders with the same number of threads, round by round: in each round every contender has one
 * turn.
 */
final class Comparison {

    private final int threads;
    private final int warmUps;
    private final Settings settings;
    private final ServerProcess server;
    private final List<Contender> contenders;
    private final ThisProcess process = new ThisProcess();
    private final Map<Contender, List<Slice>> slices = new LinkedHashMap<>();
    private final Map<Contender, Long> connections = new LinkedHashMap<>();
    private final Map<Contender, Long> connectionsAfterQuiet = new LinkedHashMap<>();

    /** @param contenders the first one is the reference for the others, the second one is the control */
    Comparison(int threads, int warmUps, Settings settings, ServerProcess server, List<Contender> contenders) {
        this.threads = threads;
        this.warmUps = warmUps;
        this.settings = settings;
        this.server = server;
        this.contenders = contenders;
    }

    Comparison run() throws InterruptedException {
        Random random = new Random(settings.seed());
        List<Contender> order = new ArrayList<>(contenders);
        for (int round = -warmUps; round < settings.rounds(); round++) {
            Collections.shuffle(order, random);
            for (Contender contender : order) {
                Slice slice = slice(contender);
                connections.merge(contender, slice.server().connections(), Math::max);
                if (round >= 0) {
                    slices.computeIfAbsent(contender, c -> new ArrayList<>()).add(slice);
                }
            }
        }
        Thread.sleep(settings.quiet().toMillis()); // real idle time on real connections is measured
        for (Contender contender : contenders) {
            connectionsAfterQuiet.put(contender, slice(contender).server().connections());
        }
        return this;
    }

    private Slice slice(Contender contender) throws InterruptedException {
        long done = contender.done();
        server.createJobs(contender.prefix(), settings.things(), settings.jobs());
        System.gc(); // garbage of the previous contender must not be collected during this slice
        process.clear();
        contender.workOff(settings.jobsInAll());
        Slice slice = process.read((int) (contender.done() - done), server.read());
        if (slice.jobs() != settings.jobsInAll()) {
            throw new IllegalStateException(
                    contender.name() + " did " + slice.jobs() + " of " + settings.jobsInAll() + " jobs.");
        }
        server.deleteJobs(contender.prefix(), settings.things(), settings.jobs());
        return slice;
    }

    int threads() {
        return threads;
    }

    List<Contender> contenders() {
        return contenders;
    }

    Contender control() {
        return contenders.get(1);
    }

    double median(Contender contender, ToDoubleFunction<Slice> of) {
        return Median.of(slices.get(contender).stream().mapToDouble(of).toArray());
    }

    /**
     * The median over the rounds of a value computed from the slices of a contender and of the first one in the same
     * round.
     */
    double paired(Contender contender, BiFunction<Slice, Slice, Double> of) {
        List<Slice> first = slices.get(contenders.get(0));
        List<Slice> own = slices.get(contender);
        double[] all = new double[own.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = of.apply(own.get(i), first.get(i));
        }
        return Median.of(all);
    }

    /** Jobs a second, divided by those of the first contender. */
    double speed(Contender contender) {
        return paired(contender, (own, first) -> own.jobsPerSecond() / first.jobsPerSecond());
    }

    /** Bytes a job in addition to those of the first contender. */
    double bytesAdded(Contender contender) {
        return paired(contender, (own, first) -> own.bytesPerJob() - first.bytesPerJob());
    }

    double cpu(Contender contender) {
        return paired(contender, (own, first) -> own.cpuMicrosPerJob() / first.cpuMicrosPerJob());
    }

    double writesPerJob(Contender contender) {
        return median(contender, slice -> slice.writesPerJob(settings.things()));
    }

    double readsPerJob(Contender contender) {
        return median(contender, slice -> (double) slice.server().reads() / slice.jobs());
    }

    /** The largest number of connections opened in a slice: in the first slice it opens all that it has. */
    long connections(Contender contender) {
        return connections.get(contender);
    }

    /** The number of connections opened when it had jobs again after seven idle seconds. */
    long connectionsAfterQuiet(Contender contender) {
        return connectionsAfterQuiet.get(contender);
    }
}
