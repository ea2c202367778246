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
import java.util.Iterator;
import java.util.List;

/**
 * What the program was told; an error is one sentence.
 *
 * @param help whether only the help is wanted
 * @param builder what it was told about the emulator
 * @param certificates where to write the test authority's certificates; null without TLS
 */
record CommandLine(boolean help, JobsEmulatorBuilder builder, Path certificates) {

    static final String HELP = """
            The AWS IoT Jobs service in one process, data plane and control plane on one port.

              --port N                 the port to listen on; 0, the default, takes a free one
              --host H                 the address to listen on; 127.0.0.1 unless set
              --region R               the region in ARNs; us-east-1 unless set
              --access-key ID:SECRET   lets only requests through that are signed with this key
              --tls DIR                listens with TLS; writes ca.pem, client.pem and client.key to DIR
              --client-certificates    with --tls: takes only clients with such a certificate
              --reading NAME=VALUE     where what is known about AWS leaves two answers, the one to give
              --help                   this text

            When it is ready it prints one line with its URL. It serves until it is killed.""";

    static CommandLine parse(String... arguments) {
        CommandLine parsed = new CommandLine(false, JobsEmulator.builder(), null);
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            parsed = parsed.with(words.next(), words);
        }
        if (parsed.builder.clientCertificates && parsed.certificates == null) {
            throw new IllegalArgumentException("--client-certificates needs --tls DIR.");
        }
        return parsed;
    }

    private CommandLine with(String option, Iterator<String> rest) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        return switch (name) {
            case "--help", "-h" -> new CommandLine(true, builder, certificates);
            case "--port" -> with(builder.port(port(value(option, equals, rest))));
            case "--host" -> with(builder.host(value(option, equals, rest)));
            case "--region" -> with(builder.region(value(option, equals, rest)));
            case "--access-key" -> with(builder.accessKey(accessKey(value(option, equals, rest))));
            case "--reading" -> with(builder.readings(builder.readings.with(value(option, equals, rest))));
            case "--tls" -> new CommandLine(help, builder.tls(), Path.of(value(option, equals, rest)));
            case "--client-certificates" -> with(builder.clientCertificates());
            default ->
                throw new IllegalArgumentException(
                        "Unknown option %s. --help shows those there are.".formatted(option));
        };
    }

    private CommandLine with(JobsEmulatorBuilder changed) {
        return new CommandLine(help, changed, certificates);
    }

    private static String value(String option, int equals, Iterator<String> rest) {
        String value = equals >= 0 ? option.substring(equals + 1) : rest.hasNext() ? rest.next() : "";
        if (value.isBlank()) {
            throw new IllegalArgumentException("%s needs a value.".formatted(option));
        }
        return value;
    }

    private static int port(String value) {
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(
                "--port %s is not possible: 0 to 65535 are, like --port 8080.".formatted(value));
    }

    private static AccessKey accessKey(String value) {
        int colon = value.indexOf(':');
        if (colon < 1 || colon == value.length() - 1) {
            throw new IllegalArgumentException("--access-key takes the id, a colon and the secret.");
        }
        return AccessKey.of(value.substring(0, colon), value.substring(colon + 1));
    }
}
