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
import io.github.cameliot.jobsdata.push.PushStatus;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;

/** The attributes and operations that JMX has for a consumer. */
@ManagedResource(description = "Managed AWS IoT Jobs consumer")
public abstract class ManagedJobsConsumer extends DefaultConsumer {

    ManagedJobsConsumer(IotJobsDataEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /** The loop that polls; null while the consumer does not poll. */
    abstract PollLoop loop();

    /** The state of push; empty without it. */
    abstract Optional<PushStatus> push();

    /** The worker of this consumer; null before the first start. */
    abstract EndpointWorker worker();

    private int count(ToIntFunction<PollLoop> of) {
        PollLoop loop = loop();
        return loop == null ? 0 : of.applyAsInt(loop);
    }

    @ManagedAttribute(description = "Jobs whose route is running")
    public int getJobsRunning() {
        return count(PollLoop::running);
    }

    @ManagedAttribute(description = "Things that are being polled now")
    public int getThingsClaiming() {
        return count(PollLoop::claiming);
    }

    @ManagedAttribute(description = "Things that are waiting for their next poll")
    public int getThingsWaiting() {
        return count(PollLoop::waiting);
    }

    @ManagedAttribute(description = "Things whose last poll failed")
    public int getThingsFailing() {
        return count(loop -> loop.failing().size());
    }

    @ManagedAttribute(description = "Things whose next job is held by another worker, each with owner, age and attempt")
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
            description = "Outcomes in the outcomeRepository that are not delivered yet, each with the failure of "
                    + "the last attempt")
    public Map<String, String> getOutcomesKept() {
        EndpointWorker worker = worker();
        return worker == null ? Map.of() : new TreeMap<>(worker.outcomes().shown());
    }

    @ManagedAttribute(
            description = "Outcomes in the outcomeRepository that cannot be delivered (quarantine), each "
                    + "with the reason")
    public Map<String, String> getOutcomesQuarantined() {
        EndpointWorker worker = worker();
        return worker == null ? Map.of() : new TreeMap<>(worker.outcomes().quarantined());
    }

    @ManagedOperation(
            description = "Removes an outcome in quarantine from the outcomeRepository, after a person has dealt "
                    + "with it")
    public void forgetOutcome(String key) {
        started().outcomes().forget(key);
    }

    @ManagedAttribute(
            description =
                    "Counters of this consumer since its start; those of the outcomeRepository cover all consumers "
                            + "that share it")
    public Map<String, Long> getCounters() {
        EndpointWorker worker = worker();
        Map<String, Long> all = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            all.put(counter.name(), worker == null ? 0 : worker.count(counter));
        }
        return all;
    }

    @ManagedAttribute(description = "Whether push is connected, since when, and why not; empty without push=true")
    public String getPush() {
        return push().map(ConsoleText::push).orElse("");
    }

    @ManagedOperation(
            description = "Releases the job that runs on this thing, so that another worker can claim it at once")
    public void releaseJob(String thing) {
        session(thing).endByOperator(Outcome.released("released by an operator"));
    }

    @ManagedOperation(description = "Reports the job that runs on this thing as FAILED, with this reason")
    public void failJob(String thing, String reason) {
        session(thing).endByOperator(Outcome.failed(reason));
    }

    /**
     * Polls this thing at once, for example after a notification, or as soon as the job that runs on it here has ended.
     *
     * @return whether the thing belongs to this consumer; false too while it is stopped
     */
    @ManagedOperation(description = "Polls this thing now; returns false if the thing does not belong to this consumer")
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

    /** The outcomes of this consumer, for its health check; null before the first start. */
    KeptOutcomes keptOutcomes() {
        EndpointWorker worker = worker();
        return worker != null && worker.keepsOutcomes() ? worker.outcomes() : null;
    }
}
