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
        footer = {"", "When the emulator is ready, it prints one line with its URL. It serves until", "it is stopped."},
        sortOptions = false)
final class EmulatorOptions {

    private final CommandLine line =
            new CommandLine(this).setAllowOptionsAsOptionParameters(false).setOverwrittenOptionsAllowed(true);

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port to listen on. 0, the default, takes a free one.")
    private String port;

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
            description = "Region in ARNs, us-east-1 by default.")
    private String region;

    @Option(
            names = "--access-key",
            paramLabel = "ID:SECRET",
            description = "Serve only requests that are signed with this key. May be repeated.")
    private final List<String> accessKeys = new ArrayList<>();

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
            names = "--reading",
            paramLabel = "NAME=VALUE",
            description = "What to do where the behavior of AWS is not known. The README lists the names and values."
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
                .port(portNumber())
                .host(notBlank("--host", host))
                .region(notBlank("--region", region));
        accessKeys.forEach(key -> builder.accessKey(accessKey(key)));
        readings.forEach(reading -> builder.readings(builder.readings.with(reading)));
        if (certificates != null) {
            notBlank("--tls", certificates);
            builder.tls();
        }
        if (clientCertificates && certificates == null) {
            throw new IllegalArgumentException("--client-certificates needs --tls DIR.");
        }
        return clientCertificates ? builder.clientCertificates() : builder;
    }

    /** Where to write the certificates of the test CA; null without TLS. */
    Path certificates() {
        return certificates == null ? null : Path.of(certificates);
    }

    private int portNumber() {
        if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535) {
            return Integer.parseInt(port);
        }
        throw new IllegalArgumentException(
                "--port %s is not possible. Use 0 to 65535, like --port 8080.".formatted(port));
    }

    private static AccessKey accessKey(String value) {
        int colon = value.indexOf(':');
        if (colon < 1 || colon == value.length() - 1) {
            throw new IllegalArgumentException("--access-key needs the id, a colon and the secret.");
        }
        return AccessKey.of(value.substring(0, colon), value.substring(colon + 1));
    }

    private static String notBlank(String option, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return value;
    }
}
