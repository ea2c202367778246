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

import io.github.cameliot.emulator.core.ServiceException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The stand-alone program: serves until it is stopped. */
public final class Main {

    private static final int RUNNING = -1;

    /** Loggers that report misbehaving clients. A defect of the emulator itself is still logged. */
    private static final List<Logger> TRANSPORT = List.of(Logger.getLogger("io.vertx"), Logger.getLogger("io.netty"));

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        TRANSPORT.forEach(logger -> logger.setLevel(Level.OFF));
        // No name is looked up, so Vert.x does not need to set up its own DNS client.
        System.setProperty("vertx.disableDnsResolver", "true");
        int exit = run(arguments, System.out, System.err);
        if (exit != RUNNING) {
            System.exit(exit);
        }
        new CountDownLatch(1).await();
    }

    /** The exit code, or {@link #RUNNING}. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            EmulatorOptions options = EmulatorOptions.parse(arguments);
            if (options.isHelp()) {
                out.print(options.help());
                return ExitCode.OK;
            }
            return start(options, out, err);
        } catch (UnmatchedArgumentException e) {
            // Only the first one, and without its value, which may be a secret.
            err.println(withHint(
                    "Unknown option %s.".formatted(e.getUnmatched().get(0).split("=", 2)[0])));
        } catch (ParameterException e) {
            err.println(withHint(e.getMessage() + "."));
        } catch (IllegalArgumentException e) {
            err.println(withHint(e.getMessage()));
        }
        return ExitCode.USAGE;
    }

    private static String withHint(String message) {
        return message + " --help shows the options.";
    }

    private static int start(EmulatorOptions options, PrintStream out, PrintStream err) {
        try {
            JobsEmulatorBuilder builder = options.builder();
            builder.outOfMemory = OutOfMemory::end;
            JobsEmulator emulator = builder.start();
            if (options.certificates() != null) {
                CertificateFiles.write(emulator.authority(), options.certificates(), options.thingCertificates());
            }
            if (!builder.isLoopback()) {
                err.println(warning(builder));
            }
            out.println("AWS IoT Jobs emulator ready at " + emulator.endpoint());
            if (builder.mqttPort != null) {
                out.println("MQTT at %s and %s".formatted(emulator.mqttEndpoint(), emulator.mqttWebSocketEndpoint()));
            }
            out.println("Console page: " + console(builder, emulator));
            return RUNNING;
        } catch (ServiceException e) {
            err.println(e.getMessage());
        } catch (UncheckedIOException e) {
            err.println(e.getCause().getMessage());
        } catch (IOException e) {
            err.println("Cannot write certificates to %s: %s".formatted(options.certificates(), e));
        }
        return ExitCode.SOFTWARE;
    }

    /** The token is needed only if requests must be signed, which the page cannot do. */
    private static String console(JobsEmulatorBuilder builder, JobsEmulator emulator) {
        return builder.accessKeys.isEmpty()
                ? emulator.endpoint() + "/_emulator/"
                : emulator.consoleUrl().toString();
    }

    private static String warning(JobsEmulatorBuilder builder) {
        return "Warning: other machines can reach the emulator, because it listens on %s.%s"
                .formatted(
                        builder.host,
                        builder.accessKeys.isEmpty()
                                ? " It serves all requests: use --access-key to serve only signed requests."
                                : "");
    }
}
