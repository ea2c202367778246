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

import java.util.Iterator;
import java.util.List;

/** What the program was told; an error is one sentence. */
record CommandLine(boolean help, String host, int port, String region) {

    static final String HELP = """
            The AWS IoT Jobs service in one process, data plane and control plane on one port.

              --port N      the port to listen on; 0, the default, takes a free one
              --host H      the address to listen on; 127.0.0.1 unless set
              --region R    the region in ARNs; us-east-1 unless set
              --help        this text

            When it is ready it prints one line with its URL. It serves until it is killed.""";

    static CommandLine parse(String... arguments) {
        CommandLine parsed = new CommandLine(false, "127.0.0.1", 0, "us-east-1");
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            parsed = parsed.with(words.next(), words);
        }
        return parsed;
    }

    private CommandLine with(String option, Iterator<String> rest) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        return switch (name) {
            case "--help", "-h" -> new CommandLine(true, host, port, region);
            case "--port" -> new CommandLine(help, host, port(value(option, equals, rest)), region);
            case "--host" -> new CommandLine(help, value(option, equals, rest), port, region);
            case "--region" -> new CommandLine(help, host, port, value(option, equals, rest));
            default ->
                throw new IllegalArgumentException(
                        "Unknown option %s. Possible are --port N, --host H, --region R, --help.".formatted(option));
        };
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
}
