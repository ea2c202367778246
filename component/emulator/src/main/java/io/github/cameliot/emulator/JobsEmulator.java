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

import io.github.cameliot.emulator.auth.Authentication;
import io.github.cameliot.emulator.auth.RoleAliases;
import io.github.cameliot.emulator.auth.Scopes;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.AttributeChange;
import io.github.cameliot.emulator.core.CancelExecution;
import io.github.cameliot.emulator.core.Cancellation;
import io.github.cameliot.emulator.core.EventConfigurations.EventType;
import io.github.cameliot.emulator.core.GroupUpdate;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.edge.Access;
import io.github.cameliot.emulator.edge.Certificates;
import io.github.cameliot.emulator.edge.ConsoleToken;
import io.github.cameliot.emulator.edge.HostPolicy;
import io.github.cameliot.emulator.edge.RequestDispatcher;
import io.github.cameliot.emulator.fault.FaultPlan;
import io.github.cameliot.emulator.http.EmulatorServer;
import io.github.cameliot.emulator.http.Listen;
import io.github.cameliot.emulator.http.MqttListen;
import io.github.cameliot.emulator.http.Tls;
import io.github.cameliot.emulator.mqtt.Broker;
import io.github.cameliot.emulator.mqtt.ThingRequests;
import io.github.cameliot.emulator.mqtt.ThingResponses;
import io.github.cameliot.emulator.tls.TestAuthority;
import io.github.cameliot.emulator.wire.EventJson;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A running emulator of AWS IoT Jobs: a socket for clients, and methods with which a test
 * prepares things and jobs and inspects the result. Safe for use from any thread.
 *
 * <p>Requests that the service would refuse are refused by these methods with a {@code ServiceException} and the
 * service's message.
 *
 * <pre>{@code
 * try (JobsEmulator emulator = JobsEmulator.start()) {
 *     emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
 *     // point a client at emulator.endpoint()
 * }
 * }</pre>
 */
public final class JobsEmulator implements AutoCloseable {

    // Longer than other classes because it is the whole public API; each method only delegates.

    private final String host;
    private final TestAuthority authority;
    private final AccountRegistry accounts;
    private final boolean accountsAreApart;
    private final JobsCore core;
    private final ConsoleToken token;
    private final MovableClock clock;
    private final FaultPlan faults;
    private final RoleAliases roleAliases;
    private final RequestDispatcher dispatcher;
    private final EmulatorServer server;
    private final LiveTimers timers;
    /** Null for no MQTT. */
    private final MqttEdge mqtt;

    JobsEmulator(JobsEmulatorBuilder builder) {
        this.host = builder.host;
        this.authority = builder.tls ? new TestAuthority() : null;
        this.accounts = Seeds.start(builder);
        this.accountsAreApart = builder.accountsAreApart;
        this.core = accounts.standard();
        this.token = ConsoleToken.random();
        this.clock = new MovableClock(builder.clock, accounts::runDueTimers);
        this.faults = new FaultPlan(builder.clock, new CoreDelays(accounts));
        Access access = access(builder);
        this.roleAliases = access.certificates().aliases();
        this.dispatcher = new RequestDispatcher(accounts, faults, access, clock, builder.clock);
        Broker broker = builder.mqttPort == null ? null : broker(builder.clock);
        this.server = EmulatorServer.start(
                new Listen(host, builder.port, tls(builder), builder.limits.bodyBytes(), builder.outOfMemory),
                broker == null ? null : mqttListen(builder, broker),
                dispatcher);
        this.timers = new LiveTimers(accounts, server, builder.clock);
        this.mqtt = broker == null ? null : new MqttEdge(core, broker, faults, server);
        if (mqtt != null) {
            timers.start();
        }
    }

    private Broker broker(Clock time) {
        return new Broker(
                new ThingRequests(core.dataPlane(), faults, dispatcher.log(), new ThingResponses(time)), time);
    }

    /** As for AWS, clients of the port need a certificate; without TLS and without access keys, all are served. */
    private MqttListen mqttListen(JobsEmulatorBuilder builder, Broker broker) {
        Tls tls = authority == null ? null : new Tls(authority.server(host), authority.certificatePem(), true);
        return new MqttListen(builder.mqttPort, tls, tls != null || builder.accessKeys.isEmpty(), broker);
    }

    /** The same emulator with the things and jobs of another account and region. */
    private JobsEmulator(JobsEmulator other, JobsCore core) {
        this.host = other.host;
        this.authority = other.authority;
        this.accounts = other.accounts;
        this.accountsAreApart = other.accountsAreApart;
        this.core = core;
        this.token = other.token;
        this.clock = other.clock;
        this.faults = other.faults;
        this.roleAliases = other.roleAliases;
        this.dispatcher = other.dispatcher;
        this.server = other.server;
        this.timers = other.timers;
        this.mqtt = other.mqtt;
    }

    private Access access(JobsEmulatorBuilder builder) {
        return new Access(
                new Authentication(
                        builder.accessKeys, new Scopes(core.home(), builder.accountsAreApart), builder.clock),
                new HostPolicy(builder.host, builder.isLoopback(), builder.allowedHosts),
                new Certificates(new RoleAliases(builder.roleAliases), builder.ownThingOnly),
                token);
    }

    private Tls tls(JobsEmulatorBuilder builder) {
        return authority == null
                ? null
                : new Tls(authority.server(host), authority.certificatePem(), builder.clientCertificates);
    }

    /** Starts on 127.0.0.1, on a free port, with real time. */
    public static JobsEmulator start() {
        return builder().start();
    }

    /** With settings that differ from those of {@link #start()}: host, port, clock, TLS, limits or readings. */
    public static JobsEmulatorBuilder builder() {
        return new JobsEmulatorBuilder();
    }

    /** The URL for clients, like {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return uri("http", port(), "");
    }

    /**
     * The address for MQTT clients, like {@code mqtt://127.0.0.1:40124}; {@code mqtts:} with TLS.
     *
     * @throws IllegalStateException if the emulator was started without MQTT
     */
    public URI mqttEndpoint() {
        requireMqtt();
        return uri("mqtt", server.mqttPort(), "");
    }

    /**
     * The address for MQTT clients that use WebSocket, like {@code ws://127.0.0.1:40123/mqtt}; {@code wss:} with TLS.
     *
     * @throws IllegalStateException if the emulator was started without MQTT
     */
    public URI mqttWebSocketEndpoint() {
        requireMqtt();
        return uri("ws", port(), "/mqtt");
    }

    private void requireMqtt() {
        if (mqtt == null) {
            throw new IllegalStateException(
                    "The emulator does not speak MQTT: start it with builder().mqtt() or with --mqtt PORT");
        }
    }

    private URI uri(String scheme, int port, String path) {
        return URI.create("%s://%s:%d%s"
                .formatted(
                        authority == null ? scheme : scheme + "s",
                        host.contains(":") ? "[" + host + "]" : host,
                        port,
                        path));
    }

    /**
     * The page for people, with the token that it needs if the emulator has access keys.
     *
     * <p>Whoever has this URL can do everything with the emulator, until it is closed.
     */
    public URI consoleUrl() {
        return URI.create(endpoint() + "/_emulator/#token=" + token.value());
    }

    /**
     * The emulator with the things and jobs of another account and region. Clock, faults, requests and socket are the same,
     * and closing one closes both.
     *
     * @param account twelve digits
     * @param region like {@code eu-west-1}
     * @throws IllegalStateException if the emulator was started without {@link JobsEmulatorBuilder#separateAccounts()}
     */
    public JobsEmulator in(String account, String region) {
        if (!accountsAreApart) {
            throw new IllegalStateException(
                    "The emulator has one account and region: start it with builder().separateAccounts()");
        }
        return new JobsEmulator(this, accounts.of(new AccountRegion(account, region)));
    }

    /** The port that it listens on, also if 0 was requested. */
    public int port() {
        return server.port();
    }

    /**
     * The CA that signs the certificates of the emulator and of its clients.
     *
     * @throws IllegalStateException if the emulator was started without TLS
     */
    public TestAuthority authority() {
        if (authority == null) {
            throw new IllegalStateException("The emulator has no TLS: start it with builder().tls() or with --tls");
        }
        return authority;
    }

    /** The account in ARNs. */
    public String account() {
        return core.arns().account();
    }

    /** The region in ARNs. */
    public String region() {
        return core.arns().region();
    }

    /**
     * Creates a role alias, or changes how long its credentials are valid: 900 to 43,200 seconds. From now on, only
     * aliases that were created exist.
     */
    public void createRoleAlias(String alias, Duration duration) {
        roleAliases.put(alias, duration);
    }

    /** Deletes a role alias; its credentials stay valid. From now on, only aliases that were created exist. */
    public void deleteRoleAlias(String alias) {
        roleAliases.remove(alias);
    }

    /**
     * Returns to the state at the start: without things, groups and jobs, or with those of the seed; in all accounts and
     * regions. Faults, delays and counts of requests are removed too, and the clock returns to real time, unless it is a
     * {@link ManualClock}.
     */
    public void reset() {
        dispatcher.reset();
    }

    /**
     * The things, groups, templates, jobs and executions of this account and region as JSON, with their versions and timers.
     * {@link #load} and a seed accept it.
     */
    public String dump() {
        return Seeds.dump(core, clock);
    }

    /**
     * Replaces the things, groups, templates and jobs of this account and region.
     *
     * @param json a dump, or a seed as the README describes it
     * @throws io.github.cameliot.emulator.core.ServiceException when it is wrong; the message has the path, and nothing has
     *     changed
     */
    public void load(String json) {
        Seeds.load(accounts, core.home(), json);
    }

    /** Creates the things that do not exist yet. */
    public void createThing(String... things) {
        Arrays.stream(things).forEach(core.things()::ensure);
    }

    /** Deletes a thing; its pending executions become REMOVED. */
    public void deleteThing(String thing) {
        core.things().delete(thing, null);
    }

    /** Creates a group of things, and the things that do not exist yet. */
    public void createGroup(String group, String... things) {
        core.groups().create(group, new GroupUpdate(null, AttributeChange.NONE, null));
        createThing(things);
        Arrays.stream(things).forEach(thing -> core.groups().add(group, thing));
    }

    /** Adds a thing to a group; the CONTINUOUS jobs of the group are queued on it. */
    public void addToGroup(String group, String thing) {
        createThing(thing);
        core.groups().add(group, thing);
    }

    /** Removes a thing from a group; the pending executions of the group's jobs on it become REMOVED. */
    public void removeFromGroup(String group, String thing) {
        core.groups().remove(group, thing);
    }

    /** Creates a SNAPSHOT job for things, and the things that do not exist yet. */
    public void createJob(String jobId, String document, String... things) {
        createJob(JobSpec.of(jobId).document(document).things(things));
    }

    /** Creates a job, and the things in it that do not exist yet. */
    public void createJob(JobSpec job) {
        createThing(job.targets().things().toArray(new String[0]));
        core.jobs().create(JobRequests.of(job, core.arns()));
    }

    /** Cancels the queued executions of a job; with force also those in progress. */
    public void cancelJob(String jobId, boolean force) {
        core.jobs().cancel(jobId, new Cancellation(force, null, null));
    }

    /** Deletes a job and its executions; a job that is in progress only with force. */
    public void deleteJob(String jobId, boolean force) {
        core.jobs().delete(jobId, force);
    }

    /** The status of a job: SCHEDULED, IN_PROGRESS, COMPLETED or CANCELED. */
    public String jobStatus(String jobId) {
        return core.jobs().describe(jobId).state().status().name();
    }

    /** Cancels the latest execution of a job on a thing; one in progress only with force. */
    public void cancelExecution(String thing, String jobId, boolean force) {
        core.executions().cancel(thing, jobId, new CancelExecution(force, null, null));
    }

    /** Deletes the latest execution of a job on a thing; one that is not terminal only with force. */
    public void deleteExecution(String thing, String jobId, boolean force) {
        core.executions().delete(thing, jobId, execution(thing, jobId).executionNumber(), force);
    }

    /**
     * The latest execution of a job on a thing, which may have been deleted since.
     *
     * @throws NoSuchElementException if there is none; the message lists those of the thing
     */
    public Execution execution(String thing, String jobId) {
        return core.executions()
                .latest(thing, jobId)
                .orElseThrow(() -> new NoSuchElementException("Thing %s has no execution of job %s; it has %s"
                        .formatted(thing, jobId, ids(executions(thing)))));
    }

    private static String ids(List<Execution> executions) {
        return executions.isEmpty()
                ? "none"
                : executions.stream()
                        .map(e -> "%s #%d %s".formatted(e.jobId(), e.executionNumber(), e.status()))
                        .collect(Collectors.joining(", "));
    }

    /** All executions of a thing, oldest first; empty for a thing that does not exist. */
    public List<Execution> executions(String thing) {
        return core.executions().all(thing);
    }

    /** The requests of clients so far. */
    public RequestLog requests() {
        return dispatcher.log();
    }

    /**
     * Moves the emulator's clock. Timers that are due then take effect at once.
     *
     * <p>Refused if the emulator was started with a clock that is neither real time nor a {@link ManualClock}.
     */
    public void advance(Duration by) {
        clock.advance(by);
    }

    /**
     * Calls with each event of jobs and job executions from now on, enabled or not, in order. The result ends that.
     *
     * <p>The listener is called on a thread that changes something, without a lock; it must return fast.
     */
    public Runnable onEvent(Consumer<JobEvent> listener) {
        EventJson json = new EventJson(core.arns());
        Runnable end = core.listen(changes ->
                changes.stream().map(json::of).filter(Objects::nonNull).forEach(listener));
        timers.start();
        return end;
    }

    /** Lets clients of MQTT get the events of jobs and job executions, as UpdateEventConfigurations does. */
    public void enableEvents() {
        core.events().update(Map.of(EventType.JOB, true, EventType.JOB_EXECUTION, true));
    }

    /** The faults to inject. */
    public Faults faults() {
        return faults;
    }

    /** Closes the socket and all connections. */
    @Override
    public void close() {
        if (mqtt != null) {
            mqtt.close();
        }
        timers.close();
        server.close();
    }
}
