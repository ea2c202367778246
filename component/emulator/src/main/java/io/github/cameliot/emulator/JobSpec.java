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
package io.github.cameliot.emulator;

import java.time.Duration;
import java.util.List;

/**
 * A job to create. Immutable; each method returns a changed copy:
 *
 * <pre>{@code
 * emulator.createJob(JobSpec.of("ota-7").things("pump-12").inProgressTimeout(Duration.ofMinutes(5)).retryFailed(2));
 * }</pre>
 *
 * @param jobId its id
 * @param document the job document; any text
 * @param targets the things and groups of the job
 * @param timing its in-progress timeout and its retries
 * @param isContinuous whether things that join its groups later also get the job
 */
public record JobSpec(String jobId, String document, Targets targets, Timing timing, boolean isContinuous) {

    /** Names of things, which are created if they do not exist, and of groups, which must exist. */
    public record Targets(List<String> things, List<String> groups) {}

    /**
     * How long an execution may be in progress, and how often it is retried.
     *
     * @param inProgressTimeout whole minutes, 1 minute to 7 days; null for none
     * @param retriesFailed retries after FAILED
     * @param retriesTimedOut retries after TIMED_OUT; with those after FAILED at most 10
     */
    public record Timing(Duration inProgressTimeout, int retriesFailed, int retriesTimedOut) {}

    /** A SNAPSHOT job with an empty JSON object as its document, without timeout and retries. */
    public static JobSpec of(String jobId) {
        return new JobSpec(jobId, "{}", new Targets(List.of(), List.of()), new Timing(null, 0, 0), false);
    }

    /** The job document, JSON of at most 32,768 characters. */
    public JobSpec document(String text) {
        return new JobSpec(jobId, text, targets, timing, isContinuous);
    }

    /** Things to run the job, in place of those named before. */
    public JobSpec things(String... things) {
        return new JobSpec(jobId, document, new Targets(List.of(things), targets.groups), timing, isContinuous);
    }

    /** Groups whose things run the job, in place of those named before. */
    public JobSpec groups(String... groups) {
        return new JobSpec(jobId, document, new Targets(targets.things, List.of(groups)), timing, isContinuous);
    }

    /** Makes it a CONTINUOUS job: things that join its groups later run it too. */
    public JobSpec continuous() {
        return new JobSpec(jobId, document, targets, timing, true);
    }

    /** Whole minutes, 1 to 10,080; the time in progress after which an execution is TIMED_OUT. */
    public JobSpec inProgressTimeout(Duration timeout) {
        if (timeout.toSecondsPart() != 0 || timeout.toMillisPart() != 0) {
            throw new IllegalArgumentException(
                    "inProgressTimeout %s is not possible: the service counts whole minutes".formatted(timeout));
        }
        return timing(new Timing(timeout, timing.retriesFailed, timing.retriesTimedOut));
    }

    /** How often an execution that is FAILED runs again; all retries together are 10 at most. */
    public JobSpec retryFailed(int times) {
        return timing(new Timing(timing.inProgressTimeout, times, timing.retriesTimedOut));
    }

    /** How often an execution that is TIMED_OUT runs again; all retries together are 10 at most. */
    public JobSpec retryTimedOut(int times) {
        return timing(new Timing(timing.inProgressTimeout, timing.retriesFailed, times));
    }

    private JobSpec timing(Timing changed) {
        return new JobSpec(jobId, document, targets, changed, isContinuous);
    }
}
