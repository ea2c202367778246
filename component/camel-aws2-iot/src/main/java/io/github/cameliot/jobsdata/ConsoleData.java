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

import io.github.cameliot.jobsdata.claim.ClaimResult.Blocked;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.poll.NextPoll;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.poll.RecentFailures.Failure;
import io.github.cameliot.jobsdata.push.PushStatus;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.util.json.JsonObject;

/**
 * What the dev console shows of a Camel context. Each value is on one line and without secrets; there are no job documents and
 * no status details. Each list has a limit; a count beside it says how many entries there are.
 */
final class ConsoleData {

    private static final int LONGEST = 500;

    private final CamelContext camel;
    private final int most;

    /** @param most how many entries a list has at most */
    ConsoleData(CamelContext camel, int most) {
        this.camel = camel;
        this.most = most;
    }

    JsonObject read() {
        List<JobSession> sessions = components().stream()
                .flatMap(c -> c.sessions().stream())
                .sorted(Comparator.comparing(s -> s.execution().thing()))
                .toList();
        Set<IotJobsDataConsumer> consumers = consumers();
        JsonObject root = new JsonObject();
        root.put("jobsOpen", sessions.size());
        root.put("jobs", shown(sessions, ConsoleData::job));
        root.put("consumersFound", consumers.size());
        root.put("consumers", shown(consumers, this::consumer));
        JsonObject counters = new JsonObject();
        for (Counter counter : Counter.values()) {
            counters.put(
                    counter.name(),
                    components().stream()
                            .mapToLong(c -> c.counters().get(counter))
                            .sum());
        }
        root.put("counters", counters);
        return root;
    }

    private List<IotJobsDataComponent> components() {
        return camel.getComponentNames().stream()
                .map(camel::hasComponent)
                .filter(IotJobsDataComponent.class::isInstance)
                .map(IotJobsDataComponent.class::cast)
                .distinct()
                .toList();
    }

    /** The consumers of all routes, also of stopped ones, and those that other components have made, as {@code master:} does. */
    private Set<IotJobsDataConsumer> consumers() {
        Set<IotJobsDataConsumer> consumers = new LinkedHashSet<>();
        camel.getRoutes().forEach(route -> {
            Consumer consumer = route.getConsumer();
            if (consumer instanceof IotJobsDataConsumer ours) {
                consumers.add(ours);
            }
        });
        components().forEach(component -> consumers.addAll(component.consumers()));
        return consumers;
    }

    private static JsonObject job(JobSession session) {
        JsonObject job = new JsonObject();
        job.put("thing", shown(session.execution().thing()));
        job.put("jobId", shown(session.execution().jobId()));
        job.put("routeId", shown(session.routeId()));
        job.put("executionNumber", session.execution().executionNumber());
        job.put("attempt", session.attempt());
        job.put("state", session.state().name());
        job.put("ageSeconds", seconds(session.age()));
        job.put("leaseLeftSeconds", seconds(session.leaseLeft()));
        job.put("timesOutInSeconds", seconds(session.remaining()));
        job.put("failure", shown(session.failure().orElse(null)));
        return job;
    }

    private JsonObject consumer(IotJobsDataConsumer consumer) {
        JsonObject json = new JsonObject();
        PollLoop loop = consumer.loop();
        json.put("routeId", shown(consumer.getRouteId()));
        json.put("service", shown(consumer.service()));
        json.put("state", loop == null ? "stopped" : loop.isPolling() ? "polling" : "suspended");
        ListedThings.Failure list = consumer.listFailure().orElse(null);
        json.put("thingsListFailure", list == null ? null : shown(list.why()));
        json.put("thingsListFailingSince", list == null ? null : time(list.since()));
        push(json, consumer.push().orElse(null));
        polls(json, loop);
        outcomes(json, consumer);
        return json;
    }

    /** @param push null without push: the keys are the same */
    private static void push(JsonObject json, PushStatus push) {
        boolean is = push != null;
        json.put("push", is ? push.isConnected() ? "connected" : "not connected" : null);
        json.put("pushSince", is ? time(push.since()) : null);
        json.put("pushAddress", is ? shown(push.address()) : null);
        json.put("pushClientId", is ? shown(push.clientId()) : null);
        json.put("pushSubscriptions", is ? push.subscriptions() : null);
        json.put("pushFailure", is ? shown(push.failure()) : null);
    }

    /** @param loop null where the consumer has stopped: the keys are the same */
    private void polls(JsonObject json, PollLoop loop) {
        boolean is = loop != null;
        NextPoll next = is ? loop.nextPoll() : null;
        Instant last = is ? loop.lastResponse().orElse(null) : null;
        Map<String, Blocked> blocked = is ? new TreeMap<>(loop.blocked()) : Map.of();
        Collection<String> failing = is ? loop.failing().keySet() : List.of();
        List<Failure> failures = is ? loop.recentFailures() : List.of();
        json.put("things", is ? loop.things() : null);
        json.put("maxInFlight", is ? loop.maxInFlight() : null);
        json.put("jobsRunning", is ? loop.running() : null);
        json.put("thingsPolled", is ? loop.claiming() : null);
        json.put("thingsWaiting", is ? loop.waiting() : null);
        json.put("thingsDue", is ? next.due() : null);
        json.put("nextThing", is ? shown(next.thing()) : null);
        json.put("nextInSeconds", is ? seconds(next.in()) : null);
        json.put("lastResponse", time(last));
        json.put("lastResponseAgeSeconds", last == null ? null : seconds(Duration.between(last, Instant.now())));
        json.put("thingsBlocked", blocked.size());
        json.put("blocked", shown(blocked.entrySet(), b -> blocked(b.getKey(), b.getValue())));
        json.put("thingsFailing", failing.size());
        json.put("errors", shown(failures, f -> error(f, failing.contains(f.thing()))));
    }

    private <T> List<JsonObject> shown(Collection<T> all, Function<T, JsonObject> row) {
        return all.stream().limit(most).map(row).toList();
    }

    private static JsonObject blocked(String thing, Blocked by) {
        JsonObject json = new JsonObject();
        json.put("thing", shown(thing));
        json.put("jobId", shown(by.jobId()));
        json.put("executionNumber", by.executionNumber());
        json.put("owner", shown(by.owner()));
        json.put("attempt", by.attempt());
        json.put("lastUpdateAgeSeconds", seconds(by.age()));
        json.put("takeOverInSeconds", seconds(by.left()));
        return json;
    }

    private static JsonObject error(Failure failure, boolean fails) {
        JsonObject json = new JsonObject();
        json.put("thing", shown(failure.thing()));
        json.put("times", failure.times());
        json.put("first", time(failure.first()));
        json.put("last", time(failure.last()));
        json.put("fails", fails);
        json.put("what", shown(failure.what()));
        return json;
    }

    private void outcomes(JsonObject json, IotJobsDataConsumer consumer) {
        KeptOutcomes kept = consumer.keptOutcomes();
        json.put("outcomesWaiting", consumer.getOutcomesWaiting());
        Map<String, String> waiting = kept == null ? Map.of() : new TreeMap<>(kept.shown());
        Map<String, String> quarantined = kept == null ? Map.of() : new TreeMap<>(kept.quarantined());
        json.put("outcomesKept", waiting.size());
        json.put("kept", shown(waiting.entrySet(), ConsoleData::outcome));
        json.put("outcomesQuarantined", quarantined.size());
        json.put("quarantined", shown(quarantined.entrySet(), ConsoleData::outcome));
    }

    private static JsonObject outcome(Map.Entry<String, String> outcome) {
        JsonObject json = new JsonObject();
        json.put("key", outcome.getKey());
        json.put("why", outcome.getValue().isEmpty() ? null : shown(outcome.getValue()));
        return json;
    }

    private static String shown(String text) {
        return text == null ? null : OneLine.of(text, LONGEST);
    }

    private static Long seconds(Duration time) {
        return time == null ? null : time.toSeconds();
    }

    private static String time(Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
