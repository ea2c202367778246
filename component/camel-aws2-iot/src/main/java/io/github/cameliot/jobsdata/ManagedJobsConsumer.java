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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;

/** What JMX shows of a consumer, and lets an operator do. */
@ManagedResource(description = "Managed AWS IoT Jobs consumer")
public abstract class ManagedJobsConsumer extends DefaultConsumer {

    ManagedJobsConsumer(IotJobsDataEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /** The loop that polls; null while there is none. */
    abstract PollLoop loop();

    /** What works for this consumer; null before it was first started. */
    abstract EndpointWorker worker();

    private int count(ToIntFunction<PollLoop> of) {
        PollLoop loop = loop();
        return loop == null ? 0 : of.applyAsInt(loop);
    }

    @ManagedAttribute(description = "Jobs whose route runs")
    public int getJobsRunning() {
        return count(PollLoop::running);
    }

    @ManagedAttribute(description = "Things that are being polled now")
    public int getThingsClaiming() {
        return count(PollLoop::claiming);
    }

    @ManagedAttribute(description = "Things that wait for their next poll")
    public int getThingsWaiting() {
        return count(PollLoop::waiting);
    }

    @ManagedAttribute(description = "Things that could not be polled when last tried")
    public int getThingsFailing() {
        return count(loop -> loop.failing().size());
    }

    @ManagedAttribute(description = "Things whose next job another worker holds, each with owner, age and attempt")
    public List<String> getThingsBlocked() {
        PollLoop loop = loop();
        return loop == null
                ? List.of()
                : loop.blocked().entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .sorted()
                        .toList();
    }

    @ManagedAttribute(description = "Outcomes that the service has not accepted yet")
    public int getOutcomesWaiting() {
        EndpointWorker worker = worker();
        return worker == null ? 0 : worker.reporting();
    }

    @ManagedAttribute(
            description = "Outcomes in the outcomeRepository that wait for their delivery, each with what failed")
    public Map<String, String> getOutcomesKept() {
        EndpointWorker worker = worker();
        return worker == null ? Map.of() : new TreeMap<>(worker.outcomes().shown());
    }

    @ManagedAttribute(description = "Outcomes in the outcomeRepository that nobody can deliver, each with why")
    public Map<String, String> getOutcomesQuarantined() {
        EndpointWorker worker = worker();
        return worker == null ? Map.of() : new TreeMap<>(worker.outcomes().quarantined());
    }

    @ManagedOperation(
            description = "Removes an outcome in quarantine from the outcomeRepository: a person has seen to it")
    public void forgetOutcome(String key) {
        started().outcomes().forget(key);
    }

    @ManagedAttribute(
            description =
                    "What this consumer decided and met since its start; of the outcomeRepository, over all who share it")
    public Map<String, Long> getCounters() {
        EndpointWorker worker = worker();
        Map<String, Long> all = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            all.put(counter.name(), worker == null ? 0 : worker.count(counter));
        }
        return all;
    }

    @ManagedOperation(description = "Releases the job that runs on this thing, for another worker to claim at once")
    public void releaseJob(String thing) {
        session(thing).endByOperator(Outcome.released("released by an operator"));
    }

    @ManagedOperation(description = "Reports the job that runs on this thing FAILED, with this reason")
    public void failJob(String thing, String reason) {
        session(thing).endByOperator(Outcome.failed(reason));
    }

    /**
     * Something new is known of this thing, as from a notification: it is polled at once, or as soon as the job that it
     * has here is over.
     *
     * @return whether this consumer works for the thing; false too while it is stopped
     */
    @ManagedOperation(description = "Polls this thing now; false if it is not one of this consumer's")
    public boolean pollNow(String thing) {
        PollLoop loop = loop();
        return loop != null && loop.pollNow(thing);
    }

    private EndpointWorker started() {
        EndpointWorker worker = worker();
        if (worker == null) {
            throw new IllegalStateException("Consumer of route " + getRouteId() + " was never started.");
        }
        return worker;
    }

    private JobSession session(String thing) {
        return started()
                .session(thing)
                .orElseThrow(
                        () -> new IllegalArgumentException("No job runs on thing " + Names.shown(thing) + " here."));
    }

    /** The outcomes of this consumer, for its health; null while it has none. */
    KeptOutcomes keptOutcomes() {
        EndpointWorker worker = worker();
        return worker != null && worker.keepsOutcomes() ? worker.outcomes() : null;
    }
}
