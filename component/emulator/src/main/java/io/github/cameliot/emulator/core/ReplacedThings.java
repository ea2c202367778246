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
package io.github.cameliot.emulator.core;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.core.ServiceEvent.NextChanged;
import io.github.cameliot.emulator.core.ServiceEvent.PendingChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is different for things, by name, when all things and jobs were replaced at once.
 *
 * @param before the things before
 * @param after the things now
 * @param listed how many pending executions are listed
 */
record ReplacedThings(Map<String, ThingState> before, Map<String, ThingState> after, int listed) {

    private static final PendingExecutions NONE = new PendingExecutions(List.of(), List.of());

    List<ServiceEvent> events(Instant at) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<ServiceEvent> events = new ArrayList<>();
        for (String name : names) {
            PendingExecutions pending = pending(after.get(name));
            if (!pending.equals(pending(before.get(name)))) {
                events.add(new PendingChanged(at, name, pending));
            }
            JobExecution next = next(after.get(name));
            if (!isSame(next, next(before.get(name)))) {
                events.add(new NextChanged(at, name, next == null ? null : next.view(at)));
            }
        }
        return events;
    }

    private PendingExecutions pending(ThingState thing) {
        return thing == null ? NONE : thing.listed(listed, true);
    }

    private static JobExecution next(ThingState thing) {
        return thing == null ? null : thing.next();
    }

    /** Whether both are the same execution, in whatever state it is. */
    private static boolean isSame(JobExecution one, JobExecution other) {
        if (one == null || other == null) {
            return one == other;
        }
        Execution first = one.snapshot();
        Execution second = other.snapshot();
        return first.jobId().equals(second.jobId())
                && first.executionNumber() == second.executionNumber()
                && first.queuedAt().equals(second.queuedAt());
    }
}
