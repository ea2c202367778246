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
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.CancelExecution;
import io.github.cameliot.emulator.core.Cancellation;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.Rules;
import io.github.cameliot.emulator.edge.Edge;
import io.github.cameliot.emulator.fault.FaultPlan;
import io.github.cameliot.emulator.http.EmulatorServer;
import io.github.cameliot.emulator.http.Listen;
import io.github.cameliot.emulator.http.Tls;
import io.github.cameliot.emulator.tls.TestAuthority;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * A running emulator of AWS IoT Jobs: a socket for clients, and methods by which a test sets the scene and looks at what
 * came of it. Safe for use from any thread.
 *
 * <p>What the service would refuse, these methods refuse by a {@code ServiceException} with the service's sentence.
 *
 * <pre>{@code
 * try (JobsEmulator emulator = JobsEmulator.start()) {
 *     emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
 *     // point a client at emulator.endpoint()
 * }
 * }</pre>
 */
public final class JobsEmulator implements AutoCloseable {

    // Longer than other classes because it is all of the public surface; each method only hands on.

    private static final String ACCOUNT = "123456789012";

    private final String host;
    private final TestAuthority authority;
    private final JobsCore core;
    private final MovableClock clock;
    private final FaultPlan faults;
    private final Edge edge;
    private final EmulatorServer server;

    JobsEmulator(JobsEmulatorBuilder builder) {
        this.host = builder.host;
        this.authority = builder.tls ? new TestAuthority() : null;
        this.core = new JobsCore(
                builder.clock, new Arns(builder.region, ACCOUNT), new Rules(builder.limits, builder.readings));
        this.clock = new MovableClock(builder.clock);
        this.faults = new FaultPlan(builder.clock, new CoreDelays(core));
        this.edge = new Edge(core, faults, new Authentication(builder.accessKeys, builder.clock), clock, builder.clock);
        this.server =
                EmulatorServer.start(new Listen(host, builder.port, tls(builder), builder.limits.bodyBytes()), edge);
    }

    private Tls tls(JobsEmulatorBuilder builder) {
        return authority == null
                ? null
                : new Tls(authority.server(host), builder.clientCertificates ? authority.certificatePem() : null);
    }

    /** Starts on 127.0.0.1, on a free port, with real time. */
    public static JobsEmulator start() {
        return builder().start();
    }

    public static JobsEmulatorBuilder builder() {
        return new JobsEmulatorBuilder();
    }

    /** Where clients find it, like {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return URI.create("%s://%s:%d"
                .formatted(authority == null ? "http" : "https", host.contains(":") ? "[" + host + "]" : host, port()));
    }

    public int port() {
        return server.port();
    }

    /**
     * Who signs the certificates of the emulator and of its clients.
     *
     * @throws IllegalStateException when the emulator was started without TLS
     */
    public TestAuthority authority() {
        if (authority == null) {
            throw new IllegalStateException("The emulator has no TLS: start it by builder().tls() or with --tls");
        }
        return authority;
    }

    /** The region in its ARNs. */
    public String region() {
        return core.arns().region();
    }

    /** Creates things; those there are stay as they are. */
    public void createThing(String... things) {
        Arrays.stream(things).forEach(core.things()::ensure);
    }

    /** Deletes a thing; what is pending on it is REMOVED. */
    public void deleteThing(String thing) {
        core.things().delete(thing, null);
    }

    /** Creates a group of things, and those of the things that are missing. */
    public void createGroup(String group, String... things) {
        core.groups().create(group);
        createThing(things);
        Arrays.stream(things).forEach(thing -> core.groups().add(group, thing));
    }

    /** Puts a thing into a group; CONTINUOUS jobs of the group reach it. */
    public void addToGroup(String group, String thing) {
        createThing(thing);
        core.groups().add(group, thing);
    }

    /** Takes a thing out of a group; what the group's jobs have pending on it is REMOVED. */
    public void removeFromGroup(String group, String thing) {
        core.groups().remove(group, thing);
    }

    /** Creates a SNAPSHOT job for things, and those of the things that are missing. */
    public void createJob(String jobId, String document, String... things) {
        createJob(JobSpec.of(jobId).document(document).things(things));
    }

    /** Creates a job, and those of its things that are missing. */
    public void createJob(JobSpec job) {
        createThing(job.targets().things().toArray(new String[0]));
        core.jobs().create(JobRequests.of(job, core.arns()));
    }

    /** Cancels what is queued of a job, by force also what is in progress. */
    public void cancelJob(String jobId, boolean force) {
        core.jobs().cancel(jobId, new Cancellation(force, null, null));
    }

    /** Deletes a job and its executions; one that is in progress only by force. */
    public void deleteJob(String jobId, boolean force) {
        core.jobs().delete(jobId, force);
    }

    /** Where a job stands: IN_PROGRESS, COMPLETED or CANCELED. */
    public String jobStatus(String jobId) {
        return core.jobs().describe(jobId).state().status().name();
    }

    /** Cancels the latest execution of a job on a thing; one in progress only by force. */
    public void cancelExecution(String thing, String jobId, boolean force) {
        core.executions().cancel(thing, jobId, new CancelExecution(force, null, null));
    }

    /** Deletes the latest execution of a job on a thing; one that is not terminal only by force. */
    public void deleteExecution(String thing, String jobId, boolean force) {
        core.executions().delete(thing, jobId, execution(thing, jobId).executionNumber(), force);
    }

    /**
     * The latest execution of a job on a thing, which may be deleted by now.
     *
     * @throws NoSuchElementException when there is none; the message says which there are
     */
    public Execution execution(String thing, String jobId) {
        return core.executions()
                .latest(thing, jobId)
                .orElseThrow(() -> new NoSuchElementException("Thing %s has no execution of job %s; it has %s"
                        .formatted(thing, jobId, ids(executions(thing)))));
    }

    private static String ids(List<Execution> executions) {
        return executions.isEmpty()
                ? "none at all"
                : executions.stream()
                        .map(e -> "%s #%d %s".formatted(e.jobId(), e.executionNumber(), e.status()))
                        .collect(Collectors.joining(", "));
    }

    /** All executions of a thing, oldest first; none for a thing that does not exist. */
    public List<Execution> executions(String thing) {
        return core.executions().all(thing);
    }

    /** What clients have asked so far. */
    public RequestLog requests() {
        return edge.log();
    }

    /**
     * Moves the emulator's clock; what comes due by it has happened when the next request is answered.
     *
     * <p>Refused when the emulator was started with a clock that is neither real time nor a {@link ManualClock}.
     */
    public void advance(Duration by) {
        clock.advance(by);
    }

    /** What goes wrong on purpose. */
    public Faults faults() {
        return faults;
    }

    /** Closes the socket and all connections. */
    @Override
    public void close() {
        server.close();
    }
}
