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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** The workers: a fixed number of places, each with one process after the other. Each process has its own name. */
final class Fleet implements AutoCloseable {

    /** Creates the process with this name. */
    interface Maker {
        WorkerProcess start(String name);
    }

    private final Maker maker;
    private final WorkerProcess[] places;
    private final int[] starts;
    private final Map<String, WorkerProcess> all = new ConcurrentHashMap<>();
    private final Thread atExit = new Thread(this::killAll);

    Fleet(int workers, Maker maker) {
        this.maker = maker;
        this.places = new WorkerProcess[workers];
        this.starts = new int[workers];
        Runtime.getRuntime().addShutdownHook(atExit);
        fill(this::start);
    }

    private void fill(IntFunction<WorkerProcess> starter) {
        for (int place = 0; place < places.length; place++) {
            places[place] = starter.apply(place);
        }
    }

    private WorkerProcess start(int place) {
        WorkerProcess process = maker.start("worker-" + (place + 1) + "." + ++starts[place]);
        all.put(process.name(), process);
        return process;
    }

    void awaitReady() throws InterruptedException {
        for (WorkerProcess place : places) {
            place.awaitReady();
        }
    }

    /** A random worker that runs and is not stopped. */
    Optional<WorkerProcess> any(Random random) {
        List<WorkerProcess> live = new ArrayList<>();
        for (WorkerProcess place : places) {
            if (place.isLive()) {
                live.add(place);
            }
        }
        return live.isEmpty() ? Optional.empty() : Optional.of(live.get(random.nextInt(live.size())));
    }

    boolean isLive(String name) {
        WorkerProcess process = all.get(name);
        return process != null && process.isLive();
    }

    /** Starts a new process in the place of this one. */
    void replace(WorkerProcess gone) {
        for (int place = 0; place < places.length; place++) {
            if (places[place] == gone) {
                places[place] = start(place);
            }
        }
    }

    /** Terminates all processes, and waits until all their messages are received. */
    void end() throws InterruptedException {
        all.values().forEach(WorkerProcess::terminate);
        for (WorkerProcess process : all.values()) {
            process.awaitEnd();
        }
    }

    private void killAll() {
        all.values().forEach(WorkerProcess::kill);
    }

    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
