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

import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.emulator.tls.TestAuthority;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogManager;

/** The emulator as a program of its own: serves until it is killed. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        // What Vert.x and Netty have to say is about clients that misbehave; whoever runs this wants the one line
        // below.
        LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
        int exit = run(arguments, System.out, System.err);
        if (exit >= 0) {
            System.exit(exit);
        }
        new CountDownLatch(1).await();
    }

    /** The exit code; -1 when the emulator runs. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine command;
        try {
            command = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        if (command.help()) {
            out.println(CommandLine.HELP);
            return 0;
        }
        try {
            JobsEmulator emulator = command.builder().start();
            if (command.certificates() != null) {
                write(emulator.authority(), command.certificates());
            }
            out.println("AWS IoT Jobs emulator ready at " + emulator.endpoint());
            return -1;
        } catch (UncheckedIOException e) {
            err.println(e.getCause().getMessage());
            return 1;
        } catch (IOException e) {
            err.println("Cannot write certificates to %s: %s".formatted(command.certificates(), e));
            return 1;
        }
    }

    private static void write(TestAuthority authority, Path directory) throws IOException {
        Identity client = authority.client("client");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());
        Files.writeString(directory.resolve("client.pem"), client.certificatePem());
        Files.writeString(directory.resolve("client.key"), client.privateKeyPem());
    }
}
