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

import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.Cancellation;
import io.github.cameliot.emulator.core.ExecutionView;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobSettings;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.Rules;
import io.github.cameliot.emulator.edge.Edge;
import io.github.cameliot.emulator.http.EmulatorServer;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A running emulator of AWS IoT Jobs: a socket for clients, and methods by which a test sets the scene and looks at what
 * came of it. Safe for use from any thread.
 *
 * <pre>{@code
 * try (JobsEmulator emulator = JobsEmulator.start()) {
 *     emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
 *     // point a client at emulator.endpoint()
 * }
 * }</pre>
 */
public final class JobsEmulator implements AutoCloseable {

    private static final String ACCOUNT = "123456789012";

    private final String host;
    private final JobsCore core;
    private final Edge edge;
    private final EmulatorServer server;

    private JobsEmulator(Builder builder) {
        this.host = builder.host;
        this.core = new JobsCore(
                builder.clock, new Arns(builder.region, ACCOUNT), new Rules(builder.limits, builder.readings));
        this.edge = new Edge(core, builder.clock);
        this.server = EmulatorServer.start(host, builder.port, edge, builder.limits.bodyBytes());
    }

    /** Starts on 127.0.0.1, on a free port, with real time. */
    public static JobsEmulator start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where clients find it, like {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port()));
    }

    public int port() {
        return server.port();
    }

    /** Creates things; those there are stay as they are. */
    public void createThing(String... things) {
        Arrays.stream(things).forEach(core.things()::ensure);
    }

    /** Creates a SNAPSHOT job for things, and those of the things that are missing. */
    public void createJob(String jobId, String document, String... things) {
        createThing(things);
        List<String> targets = Arrays.stream(things).map(core.arns()::thing).toList();
        core.jobs().create(new JobRequest(jobId, targets, document, JobSettings.DEFAULT));
    }

    /** Cancels what is queued of a job, by force also what is in progress. */
    public void cancelJob(String jobId, boolean force) {
        core.jobs().cancel(jobId, new Cancellation(force, null, null));
    }

    /** Deletes a job and its executions; one that is in progress only by force. */
    public void deleteJob(String jobId, boolean force) {
        core.jobs().delete(jobId, force);
    }

    /**
     * The latest execution of a job on a thing.
     *
     * @throws NoSuchElementException when there is none; the message says which there are
     */
    public Execution execution(String thing, String jobId) {
        List<Execution> executions = executions(thing);
        return executions.stream()
                .filter(execution -> execution.jobId().equals(jobId))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new NoSuchElementException(
                        "Thing %s has no execution of job %s; it has %s".formatted(thing, jobId, ids(executions))));
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
        return core.executions().ofThing(thing).stream()
                .map(ExecutionView::execution)
                .toList();
    }

    /** What clients have asked so far. */
    public RequestLog requests() {
        return edge.log();
    }

    /** Closes the socket and all connections. */
    @Override
    public void close() {
        server.close();
    }

    /** What can be chosen about an emulator. */
    public static final class Builder {

        private String host = "127.0.0.1";
        private int port;
        private Clock clock = Clock.systemUTC();
        private String region = "us-east-1";
        private Limits limits = Limits.DOCUMENTED;
        private Readings readings = Readings.DEFAULT;

        private Builder() {}

        /** The address to listen on; 127.0.0.1 unless set. */
        public Builder host(String value) {
            host = Objects.requireNonNull(value, "host");
            return this;
        }

        /** The port to listen on; 0, the default, takes a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** The clock of timestamps, timers and the {@code Date} header; real time unless set. */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /** The region in ARNs; us-east-1 unless set. Requests for another region are answered too. */
        public Builder region(String value) {
            region = Objects.requireNonNull(value, "region");
            return this;
        }

        public Builder limits(Limits value) {
            limits = Objects.requireNonNull(value, "limits");
            return this;
        }

        public Builder readings(Readings value) {
            readings = Objects.requireNonNull(value, "readings");
            return this;
        }

        /**
         * Starts the emulator.
         *
         * @throws java.io.UncheckedIOException when the address cannot be bound
         */
        public JobsEmulator start() {
            return new JobsEmulator(this);
        }
    }
}
