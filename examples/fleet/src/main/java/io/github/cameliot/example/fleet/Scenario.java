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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.Formats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes the fleet while its jobs run: one sensor in ten joins when a quarter of the jobs has ended; one in twenty leaves when
 * half of them has ended, and is deleted as soon as no job runs on it.
 */
final class Scenario {

    /** A change takes effect when the route reads the list for the second time after it. */
    private static final int TIMES_LISTED_UNTIL_GONE = 2;

    private final JobsEmulator emulator;
    private final Jobs jobs;
    private final Sensors sensors;
    private final List<String> joining;
    private final Set<String> leaving;
    private final ExecutionCounts counts;
    private final List<Chart.Event> events = new ArrayList<>();
    private int leftWhenListed;
    private boolean joined;
    private boolean left;
    private boolean deleted;

    Scenario(JobsEmulator emulator, Jobs jobs) {
        this.emulator = emulator;
        this.jobs = jobs;
        List<String> all = jobs.sensors();
        int first = all.size() - all.size() / 10;
        this.joining = all.subList(first, all.size());
        this.leaving = new HashSet<>(all.subList(0, all.size() / 20));
        this.sensors = new Sensors(all.subList(0, first));
        this.counts = new ExecutionCounts(emulator, jobs.all());
    }

    Sensors sensors() {
        return sensors;
    }

    ExecutionCounts counts() {
        return counts;
    }

    List<Chart.Event> events() {
        return List.copyOf(events);
    }

    /**
     * Counts the jobs, and lets sensors join and leave when that is due.
     *
     * @return how many jobs have ended
     */
    int proceed(Progress progress) {
        counts.count();
        int ended = counts.ended().size();
        progress.show(ended);
        if (!joined && ended >= jobs.all().size() / 4) {
            joined = true;
            sensors.join(joining);
            event(joining.size() + " join", progress, "%d sensors join the fleet, %s now.", joining.size());
        }
        if (!left && ended >= jobs.all().size() / 2) {
            left = true;
            leftWhenListed = sensors.timesListed();
            sensors.leave(leaving);
            event(leaving.size() + " leave", progress, "%d sensors leave the fleet, %s are left.", leaving.size());
        }
        if (left && !deleted && sensors.timesListed() >= leftWhenListed + TIMES_LISTED_UNTIL_GONE && isQuiet()) {
            deleted = true;
            leaving.forEach(emulator::deleteThing);
        }
        return ended;
    }

    private void event(String label, Progress progress, String sentence, int number) {
        events.add(new Chart.Event(counts.latest().at(), label));
        String size = Formats.grouped(sensors.size());
        progress.say(sentence.formatted(number, size), size + " sensors");
    }

    /** Whether no job runs on the sensors that leave. */
    private boolean isQuiet() {
        return leaving.stream()
                .flatMap(sensor -> emulator.executions(sensor).stream())
                .noneMatch(e -> e.status() == ExecutionStatus.IN_PROGRESS);
    }

    /**
     * Returns a sentence for each difference: another end, more than one claim and one report, more or fewer runs.
     *
     * @param runs how often the route did its work
     */
    List<String> differences(int runs) {
        List<String> found = new ArrayList<>();
        Map<String, Execution> ends = new HashMap<>();
        counts.ended().forEach(e -> ends.put(e.jobId(), e));
        jobs.all().forEach(job -> check(job, ends.get(job.id()), found));
        long kept = ends.values().stream()
                .filter(e -> e.status() != ExecutionStatus.REMOVED)
                .count();
        // A job that was claimed just before its thing was deleted may have been run.
        long removedAfterClaim = ends.values().stream()
                .filter(e -> e.status() == ExecutionStatus.REMOVED && e.startedAt() != null)
                .count();
        if (runs < kept || runs > kept + removedAfterClaim) {
            found.add("%d jobs should have been run and %d were.".formatted(kept, runs));
        }
        return found;
    }

    private void check(Jobs.Job job, Execution ended, List<String> found) {
        if (ended == null) {
            found.add("Job %s on thing %s should have ended and is %s."
                    .formatted(
                            job.id(),
                            job.sensor(),
                            emulator.execution(job.sensor(), job.id()).status()));
        } else if (ended.status() == ExecutionStatus.REMOVED) {
            if (!leaving.contains(job.sensor())) {
                found.add("Job %s on thing %s is REMOVED, and the thing never left.".formatted(job.id(), job.sensor()));
            }
        } else if (ended.status() != job.end()) {
            found.add("Job %s on thing %s should be %s and is %s."
                    .formatted(job.id(), job.sensor(), job.end(), ended.status()));
        } else if (ended.versionNumber() != 3) {
            found.add("Job %s on thing %s should have version 3, queued, claimed and reported, and has %d."
                    .formatted(job.id(), job.sensor(), ended.versionNumber()));
        }
    }
}
