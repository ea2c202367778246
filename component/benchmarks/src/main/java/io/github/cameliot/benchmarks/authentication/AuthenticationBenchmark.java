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
package io.github.cameliot.benchmarks.authentication;

import com.sun.management.ThreadMXBean;
import io.github.cameliot.benchmarks.Median;
import io.github.cameliot.benchmarks.calls.StubHttpClient;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.jobsdata.client.ClientOptions;
import io.github.cameliot.jobsdata.client.Credentials;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.RetryMode;
import io.github.cameliot.jobsdata.client.SharedClients;
import io.github.cameliot.jobsdata.client.X509Files;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Compares calls that are signed with calls that are not, both by the component's own client over TLS with the same
 * certificate, to an emulator in this process, and with an HTTP client without a network. The two take turns, so that other load on the machine affects both.
 * Measures the calling thread, which does all the work of the client.
 */
public final class AuthenticationBenchmark {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int WARM_UP_ROUNDS = 5;

    private AuthenticationBenchmark() {}

    /** Settings: {@code -Dauthentication.rounds}, {@code -Dauthentication.calls}. */
    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.getInteger("authentication.rounds", 15);
        int calls = Integer.getInteger("authentication.calls", 500);
        Path folder = Files.createTempDirectory("authentication");
        try (JobsEmulator emulator = JobsEmulator.builder().clientCertificates().start();
                SharedClients<JobsDataClient> tls = SharedClients.ofDataPlane();
                SharedClients<JobsDataClient> stub =
                        SharedClients.ofDataPlane(options -> StubHttpClient.responding("application/json", "{}"))) {
            emulator.createJob("ota-7", "{}", "pump-12");
            X509Files files = write(emulator, folder);
            ClientOptions signed = options(emulator, files, new Credentials.Keys("AKID", "secret", "token"));
            ClientOptions unsigned = options(emulator, files, new Credentials.MutualTls(files));
            System.out.printf("%-34s%12s %14s%n", "", "CPU, us", "bytes a call");
            compare("over TLS", new JobsDataClient[] {tls.acquire(signed), tls.acquire(unsigned)}, rounds, calls);
            compare(
                    "without a network",
                    new JobsDataClient[] {stub.acquire(signed), stub.acquire(unsigned)},
                    rounds,
                    calls * 10);
        } finally {
            for (String name : new String[] {"device.pem", "device.key", "ca.pem"}) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    private static X509Files write(JobsEmulator emulator, Path folder) throws IOException {
        Identity identity = emulator.authority().client("pump-12");
        return new X509Files(
                Files.writeString(folder.resolve("device.pem"), identity.certificatePem())
                        .toString(),
                Files.writeString(folder.resolve("device.key"), identity.privateKeyPem())
                        .toString(),
                Files.writeString(folder.resolve("ca.pem"), emulator.authority().certificatePem())
                        .toString());
    }

    private static ClientOptions options(JobsEmulator emulator, X509Files files, Credentials credentials) {
        return new ClientOptions(
                emulator.region(),
                emulator.endpoint(),
                credentials,
                null,
                files,
                false,
                new ClientOptions.Timeouts(TIMEOUT, TIMEOUT),
                RetryMode.none);
    }

    /**
     * The cost of one call.
     *
     * @param micros of CPU
     * @param bytes allocated
     */
    private record Slice(double micros, double bytes) {

        static Slice of(JobsDataClient client, int calls) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < calls; call++) {
                client.describe("pump-12", "$next", null, false);
            }
            return new Slice(
                    (THREADS.getCurrentThreadCpuTime() - cpu) / 1_000.0 / calls,
                    (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / calls);
        }
    }

    private static void compare(String title, JobsDataClient[] signedAndUnsigned, int rounds, int calls) {
        double[][] columns = new double[5][rounds];
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            Slice signed = Slice.of(signedAndUnsigned[0], calls);
            Slice unsigned = Slice.of(signedAndUnsigned[1], calls);
            if (round >= 0) {
                columns[0][round] = signed.micros();
                columns[1][round] = unsigned.micros();
                columns[2][round] = unsigned.micros() / signed.micros();
                columns[3][round] = signed.bytes();
                columns[4][round] = unsigned.bytes();
            }
        }
        System.out.printf(Locale.ROOT, "%s%n", title);
        print("  signed", Median.of(columns[0]), Median.of(columns[3]));
        print("  x509=mutualTls", Median.of(columns[1]), Median.of(columns[4]));
        System.out.printf(
                Locale.ROOT,
                "  ratio of the CPU %24.2f, from %.2f to %.2f in %d rounds%n",
                Median.of(columns[2]),
                Arrays.stream(columns[2]).min().orElseThrow(),
                Arrays.stream(columns[2]).max().orElseThrow(),
                rounds);
    }

    private static void print(String what, double micros, double bytes) {
        System.out.printf(Locale.ROOT, "%-34s%12.1f %,14.0f%n", what, micros, bytes);
    }
}
