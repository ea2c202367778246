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

import io.github.cameliot.emulator.auth.RoleAliases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Settings of an emulator; each has a default. */
public final class JobsEmulatorBuilder {

    String host = "127.0.0.1";
    int port;
    Clock clock = new ShiftedClock();
    String region = "us-east-1";
    final List<AccessKey> accessKeys = new ArrayList<>();
    boolean tls;
    boolean clientCertificates;
    boolean ownThingOnly;
    final Map<String, Duration> roleAliases = new LinkedHashMap<>();
    /** Null for no MQTT. */
    Integer mqttPort;

    Limits limits = Limits.DOCUMENTED;
    Readings readings = Readings.DEFAULT;
    Capacity capacity = Capacity.DEFAULT;
    String account = "123456789012";
    boolean accountsAreApart;
    byte[] seed = {};
    String seedName = "seed";
    final Set<String> allowedHosts = new LinkedHashSet<>();

    /**
     * Called when the memory is full. In an embedded emulator the program around it must notice that itself; the log
     * says it.
     */
    Consumer<OutOfMemoryError> outOfMemory = failure -> {};

    JobsEmulatorBuilder() {}

    /** The address to listen on; 127.0.0.1 unless set. */
    public JobsEmulatorBuilder host(String value) {
        host = Objects.requireNonNull(value, "host");
        return this;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public JobsEmulatorBuilder port(int value) {
        port = value;
        return this;
    }

    /** The clock of timestamps, timers and the {@code Date} header; real time unless set. */
    public JobsEmulatorBuilder clock(Clock value) {
        clock = Objects.requireNonNull(value, "clock");
        return this;
    }

    /**
     * The region in ARNs; us-east-1 unless set. Unless {@link #separateAccounts() accounts are separate}, targets in other
     * regions are refused, and with {@link #accessKey} also requests that are signed for other regions.
     */
    public JobsEmulatorBuilder region(String value) {
        region = Objects.requireNonNull(value, "region");
        return this;
    }

    /** The account in ARNs, twelve digits; 123456789012 unless set. Targets in other accounts are refused. */
    public JobsEmulatorBuilder account(String value) {
        account = Objects.requireNonNull(value, "account");
        return this;
    }

    /**
     * Serves requests whose {@code Host} is this name, and web pages from it. Call it again for more.
     *
     * <p>Without this setting, only names and addresses of this machine are served on a loopback address; on another
     * address the {@code Host} is not checked unless this is set.
     */
    public JobsEmulatorBuilder allowedHost(String name) {
        allowedHosts.add(Objects.requireNonNull(name, "allowedHost"));
        return this;
    }

    /**
     * Gives each account and region its own things and jobs: the region of a request is the one that it is signed for, its
     * account is that of the {@link AccessKey}. Without access keys, an access key id of twelve digits is taken for the
     * account. Unsigned requests, MQTT, client certificates and the methods of {@link JobsEmulator} use the account and
     * region of this builder.
     *
     * <p>Unless set, all requests use the same things and jobs.
     */
    public JobsEmulatorBuilder separateAccounts() {
        accountsAreApart = true;
        return this;
    }

    /**
     * Things, groups, templates and jobs to start with, and to return to at a {@link JobsEmulator#reset()}: a JSON object as the README
     * describes it, or a state that {@link JobsEmulator#dump()} has returned.
     */
    public JobsEmulatorBuilder seed(String json) {
        seed = json.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /**
     * The same from a file.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public JobsEmulatorBuilder seed(Path file) {
        try {
            seed = Files.readAllBytes(file);
            seedName = file.toString();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("Cannot read the seed %s: %s".formatted(file, e), e));
        }
    }

    /** How much it stores; {@link Capacity#DEFAULT} unless set. */
    public JobsEmulatorBuilder capacity(Capacity value) {
        capacity = Objects.requireNonNull(value, "capacity");
        return this;
    }

    public JobsEmulatorBuilder limits(Limits value) {
        limits = Objects.requireNonNull(value, "limits");
        return this;
    }

    public JobsEmulatorBuilder readings(Readings value) {
        readings = Objects.requireNonNull(value, "readings");
        return this;
    }

    /**
     * Serves MQTT clients too: on a free port, and by WebSocket at {@code /mqtt} on the port of HTTP.
     *
     * @see JobsEmulator#mqttEndpoint()
     * @see JobsEmulator#mqttWebSocketEndpoint()
     */
    public JobsEmulatorBuilder mqtt() {
        return mqttPort(0);
    }

    /** As {@link #mqtt()}, on this port; 0 takes a free one. */
    public JobsEmulatorBuilder mqttPort(int value) {
        mqttPort = value;
        return this;
    }

    /**
     * Listens with TLS, with a certificate of a {@link JobsEmulator#authority() test authority} created at the start.
     *
     * <p>A client may present a certificate of this authority. It can then request credentials of a role alias, and call
     * the data plane without a signature.
     */
    public JobsEmulatorBuilder tls() {
        tls = true;
        return this;
    }

    /** Listens with TLS, and accepts only clients with a certificate of the {@link JobsEmulator#authority() authority}. */
    public JobsEmulatorBuilder clientCertificates() {
        clientCertificates = true;
        return tls();
    }

    /**
     * A role alias whose credentials are valid for one hour. Without any, every name is a role alias. Has an effect only
     * with {@link #tls()}: credentials are issued to clients with a certificate.
     */
    public JobsEmulatorBuilder roleAlias(String alias) {
        return roleAlias(alias, RoleAliases.DEFAULT);
    }

    /**
     * A role alias.
     *
     * @param duration how long its credentials are valid, 900 to 43,200 seconds
     */
    public JobsEmulatorBuilder roleAlias(String alias, Duration duration) {
        RoleAliases.check(alias, duration);
        roleAliases.put(alias, duration);
        return this;
    }

    /**
     * A client certificate allows unsigned calls of the data plane only for the thing that is its common name. Without
     * this setting, it allows them for every thing.
     */
    public JobsEmulatorBuilder ownThingOnly() {
        ownThingOnly = true;
        return this;
    }

    /** Whether only this machine can reach the emulator; false when the host is not known. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Serves only requests that are signed with this key, also below {@code /_emulator}. Call it again for more keys.
     */
    public JobsEmulatorBuilder accessKey(AccessKey value) {
        accessKeys.add(Objects.requireNonNull(value, "accessKey"));
        return this;
    }

    /**
     * Starts the emulator.
     *
     * @throws io.github.cameliot.emulator.core.ServiceException when the seed is wrong
     * @throws UncheckedIOException when the address cannot be bound
     */
    public JobsEmulator start() {
        return new JobsEmulator(this);
    }
}
