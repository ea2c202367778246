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

import io.github.cameliot.jobsdata.Things;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Things that are added and removed: all things with jobs except one, and one with a new name that does not exist at
 * the service, so that its polls fail. Both change every two seconds.
 */
final class ChangingThings implements Things {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final List<String> names;
    private final String worker;
    private final long startedAt = System.nanoTime();

    ChangingThings(List<String> names, String worker) {
        this.names = names;
        this.worker = worker;
    }

    @Override
    public Collection<String> list() {
        long changes = (System.nanoTime() - startedAt) / EVERY.toNanos();
        List<String> listed = new ArrayList<>(names);
        // Leaves out each thing in turn, and then none. Each worker leaves out a different one, so that the others run
        // its jobs.
        int leftOut = (int) Math.floorMod(changes + worker.hashCode(), names.size() + 1L);
        if (leftOut < names.size()) {
            listed.remove(leftOut);
        }
        listed.add("unknown-" + worker.replace('.', '-') + "-" + changes);
        return listed;
    }
}
