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
package io.github.cameliot.benchmarks.start;

import io.github.cameliot.benchmarks.Median;
import io.github.cameliot.benchmarks.start.Launcher.Start;
import io.github.cameliot.benchmarks.start.StartedApp.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** The starts of all variants, round by round: in each round every variant is started once. */
final class Measurement {

    /** An application and how it is started. */
    record Variant(Jvm jvm, Source source) {

        String name() {
            return jvm.name() + ": " + source;
        }
    }

    private final Map<Variant, List<Start>> starts = new LinkedHashMap<>();

    /** @param jvms each one with all applications */
    Measurement(List<Jvm> jvms) {
        for (Jvm jvm : jvms) {
            for (Source source : Source.values()) {
                starts.put(new Variant(jvm, source), new ArrayList<>());
            }
        }
    }

    List<Variant> variants() {
        return List.copyOf(starts.keySet());
    }

    /** The number of starts, including those that write archives. */
    static int startsOf(List<Jvm> jvms, int rounds) {
        return jvms.size() * Source.values().length * (rounds + 2);
    }

    Measurement run(Launcher launcher, int rounds, long seed) throws IOException, InterruptedException {
        for (Variant variant : variants()) {
            if (variant.jvm().hasCache()) {
                launcher.writeCache(variant.jvm(), variant.source());
            }
            launcher.start(variant.jvm(), variant.source()); // from now on the files are in memory
        }
        Random random = new Random(seed);
        List<Variant> order = new ArrayList<>(variants());
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (Variant variant : order) {
                starts.get(variant).add(launcher.start(variant.jvm(), variant.source()));
            }
        }
        return this;
    }

    double median(Variant variant, ToDoubleFunction<Start> of) {
        return Median.of(starts.get(variant).stream().mapToDouble(of).toArray());
    }

    /**
     * The median over the rounds of the extra cost of a start with the component, compared with another start in the
     * same round.
     */
    double added(Jvm jvm, Source to, ToDoubleFunction<Start> of) {
        List<Start> without = starts.get(new Variant(jvm, to));
        List<Start> with = starts.get(new Variant(jvm, Source.JOBS));
        double[] all = new double[with.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = of.applyAsDouble(with.get(i)) - of.applyAsDouble(without.get(i));
        }
        return Median.of(all);
    }
}
