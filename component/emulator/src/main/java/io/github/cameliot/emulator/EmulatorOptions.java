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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of the stand-alone program, read by picocli. */
@Command(
        name = "aws-iot-jobs-emulator",
        header = {"The AWS IoT Jobs service in one process, data plane and control plane on one", "port.", ""},
        customSynopsis = "java -jar aws-iot-jobs-emulator.jar [options]",
        optionListHeading = "%nOptions:%n",
        footer = {"", "When the emulator is ready, it prints its URLs. It serves until it is", "stopped."},
        sortOptions = false)
final class EmulatorOptions {

    private final CommandLine line =
            new CommandLine(this).setAllowOptionsAsOptionParameters(false).setOverwrittenOptionsAllowed(true);

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port to listen on. 0, the default, uses a free port.")
    private String port;

    @Option(
            names = "--mqtt",
            paramLabel = "PORT",
            description = "Serve MQTT clients too: on this port, 0 for a free one, and by WebSocket at /mqtt on the"
                    + " port of HTTP.")
    private String mqtt;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "Address to listen on, 127.0.0.1 by default.")
    private String host;

    @Option(
            names = "--region",
            paramLabel = "R",
            defaultValue = "us-east-1",
            description = "Region of unsigned requests, MQTT and client certificates, us-east-1 by default.")
    private String region;

    @Option(
            names = "--account",
            paramLabel = "A",
            defaultValue = "123456789012",
            description =
                    "Account of unsigned requests, of access keys that have none, of MQTT and client certificates, "
                            + "123456789012 by default.")
    private String account;

    @Option(
            names = "--one-account",
            description = "Use this account and region for all requests. By default each account and region has its own"
                    + " things and jobs.")
    private boolean oneAccount;

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description = "Start with the things, groups, templates and jobs in this JSON file.")
    private String seed;

    @Option(
            names = "--access-key",
            paramLabel = "[A/]ID:SECRET",
            description = "Serve only requests that are signed with this key, of the account A. May be repeated.")
    private final List<String> accessKeys = new ArrayList<>();

    @Option(
            names = "--allowed-host",
            paramLabel = "H",
            description = "Serve requests to this host name, and web pages from it, in addition to those of this "
                    + "machine. May be repeated.")
    private final List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--max-jobs",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Jobs to store, 100000 by default. More are refused.")
    private String maxJobs;

    @Option(
            names = "--max-things",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Things to store, and as many groups, 200000 by default.")
    private String maxThings;

    @Option(
            names = "--max-executions",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Job executions to store, 2000000 by default.")
    private String maxExecutions;

    @Option(
            names = "--tls",
            paramLabel = "DIR",
            description = "Listen with TLS, and write ca.pem, client.pem and client.key to this directory.")
    private String certificates;

    @Option(
            names = "--client-certificates",
            description = "With --tls: serve only clients with a certificate that this ca.pem has signed.")
    private boolean clientCertificates;

    @Option(
            names = "--thing-certificate",
            paramLabel = "THING",
            description = "With --tls: also write THING.pem and THING.key, a certificate with this common name. May be "
                    + "repeated.")
    private final List<String> thingCertificates = new ArrayList<>();

    @Option(
            names = "--own-thing-only",
            description =
                    "With --tls: a client certificate allows unsigned calls only for the thing that is its common "
                            + "name.")
    private boolean ownThingOnly;

    @Option(
            names = "--role-alias",
            paramLabel = "NAME[:SECONDS]",
            description = "With --tls: issue credentials for this role alias, valid for 900 to 43200 seconds, 3600 by "
                    + "default. May be repeated. Without it, every name is a role alias.")
    private final List<String> roleAliases = new ArrayList<>();

    @Option(
            names = "--reading",
            paramLabel = "NAME=VALUE",
            description = "How to behave where the behavior of AWS is not known. The README lists the names and values."
                    + " May be repeated.")
    private final List<String> readings = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    private EmulatorOptions() {}

    /**
     * Reads the command line.
     *
     * @throws ParameterException when picocli cannot read it
     */
    static EmulatorOptions parse(String... arguments) {
        EmulatorOptions options = new EmulatorOptions();
        options.line.parseArgs(arguments);
        return options;
    }

    boolean isHelp() {
        return help;
    }

    /** For a console of 80 columns. */
    String help() {
        return line.getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /**
     * The emulator that the options describe.
     *
     * @throws IllegalArgumentException when a value is not possible; the message names the option
     */
    JobsEmulatorBuilder builder() {
        JobsEmulatorBuilder builder = JobsEmulator.builder()
                .port(OptionValues.port("--port", port))
                .host(OptionValues.notBlank("--host", host))
                .region(OptionValues.region(region))
                .account(OptionValues.account(account))
                .capacity(new Capacity(
                        OptionValues.count("--max-jobs", maxJobs),
                        OptionValues.count("--max-things", maxThings),
                        OptionValues.count("--max-executions", maxExecutions)));
        accessKeys.forEach(key -> builder.accessKey(OptionValues.accessKey(key)));
        allowedHosts.forEach(name -> builder.allowedHost(OptionValues.hostName(name)));
        if (!oneAccount) {
            builder.separateAccounts();
        }
        if (seed != null) {
            builder.seed(Path.of(OptionValues.notBlank("--seed", seed)));
        }
        readings.forEach(reading -> builder.readings(builder.readings.with(reading)));
        if (mqtt != null) {
            builder.mqttPort(OptionValues.port("--mqtt", mqtt));
        }
        if (certificates != null) {
            OptionValues.notBlank("--tls", certificates);
            builder.tls();
        }
        refuseWithoutTls("--client-certificates", clientCertificates);
        refuseWithoutTls("--thing-certificate", !thingCertificates.isEmpty());
        refuseWithoutTls("--own-thing-only", ownThingOnly);
        refuseWithoutTls("--role-alias", !roleAliases.isEmpty());
        thingCertificates.forEach(OptionValues::thing);
        roleAliases.forEach(alias -> OptionValues.roleAlias(alias, builder));
        if (ownThingOnly) {
            builder.ownThingOnly();
        }
        return clientCertificates ? builder.clientCertificates() : builder;
    }

    private void refuseWithoutTls(String option, boolean isSet) {
        if (isSet && certificates == null) {
            throw new IllegalArgumentException(option + " needs --tls DIR.");
        }
    }

    /** The things for which certificates are written, besides {@code client}. */
    List<String> thingCertificates() {
        return thingCertificates;
    }

    /** Where to write the certificates of the test CA; null without TLS. */
    Path certificates() {
        return certificates == null ? null : Path.of(certificates);
    }
}
