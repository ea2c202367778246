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
package io.github.cameliot.benchmarks.scale;

import io.github.cameliot.jobsdata.claim.ClaimContext;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.claim.PendingClaims;
import io.github.cameliot.jobsdata.claim.PredecessorOutcomes;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.poll.JobHandler;
import io.github.cameliot.jobsdata.poll.JobRun;
import io.github.cameliot.jobsdata.poll.Pauses;
import io.github.cameliot.jobsdata.poll.PollBackoff;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.poll.PollOptions;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Uses parts of the component without a Camel context, for cases that no option allows: polls without a pause. */
final class Inside {

    private static final Logger LOG = LoggerFactory.getLogger(Inside.class);

    static final Worker WORKER = new Worker("scale", true, "0000scale", Duration.ofMinutes(5), Resume.expired, 3);

    /** The name of each thread created by {@link #daemon}. */
    static final String THREAD = "scale";

    private Inside() {}

    /** A loop with one thread, for things that are always due and never have a job. */
    static PollLoop loop(IotJobsDataPlaneClient sdk) {
        Claims claims = new Claims(
                new JobsDataClient(sdk),
                WORKER,
                null,
                new ClaimContext(
                        new PendingClaims(),
                        PredecessorOutcomes.NONE,
                        RequestRate.UNBOUNDED,
                        new Counters(),
                        System::nanoTime));
        PollBackoff always = new PollBackoff(Duration.ofMillis(1), Duration.ofMillis(1));
        return new PollLoop(
                claims,
                new PollOptions(new Pauses(always), 1, Map.of(), RequestRate.UNBOUNDED),
                Inside::daemon,
                NO_JOBS);
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, THREAD);
        thread.setDaemon(true);
        return thread;
    }

    private static final JobHandler NO_JOBS = new JobHandler() {
        @Override
        public JobSession open(Claimed claimed) {
            throw new IllegalStateException("There is no job.");
        }

        @Override
        public void run(JobSession session, JobRun run) {}

        @Override
        public void failed(String thing, RuntimeException failure, boolean repeated) {
            LOG.error("A poll of thing {} failed, so this measurement is invalid", thing, failure);
        }

        @Override
        public void recovered(String thing) {}

        @Override
        public void blocked(String thing, ClaimResult.Blocked by) {}
    };
}
