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
package io.github.cameliot.jobsdata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Faults.ActiveFault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.jobsdata.ConnectProxy;
import io.github.cameliot.jobsdata.LogCapture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Over TLS, against the emulator; time passes only by the clock. */
class RoleAliasCredentialsTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration DURATION = Duration.ofMinutes(15);

    private static JobsEmulator emulator;
    private static ManualClock clock;

    @TempDir
    static Path folder;

    private static X509Files files;
    private RoleAliasCredentials provider;

    @BeforeAll
    static void start() throws IOException {
        clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z")); // not the time of this machine
        emulator = JobsEmulator.builder()
                .clock(clock)
                .tls()
                .roleAlias("worker", DURATION)
                .start();
        files = new X509Files(path("device.pem"), path("device.key"), path("ca.pem"));
        Files.writeString(Path.of(files.caFile()), emulator.authority().certificatePem());
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void fresh() throws IOException {
        certificate("pump-12");
        emulator.requests().clear();
        emulator.createRoleAlias("worker", DURATION);
        provider = provider(options("worker", null));
    }

    @AfterEach
    void close() {
        provider.close();
        emulator.faults().clear();
    }

    @Test
    void theyAreUsedUntilFiveMinutesBeforeTheyExpireAndThenRenewedBesideTheCalls() {
        AwsCredentials first = provider.resolveCredentials();

        clock.advance(DURATION.minus(Duration.ofMinutes(5)).minusSeconds(1));
        assertThat(provider.resolveCredentials()).isEqualTo(first);
        assertThat(requests()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        provider.resolveCredentials(); // still those, or already the next ones
        await().until(() -> !provider.resolveCredentials().equals(first));
        assertThat(requests()).isEqualTo(2);
        assertThat(provider).hasToString("RoleAliasCredentials[worker]");
    }

    @Test
    void callsThatNeedThemAtTheSameTimeWaitForOneRequest() {
        ActiveFault slow = emulator.faults().add(Fault.latency(Duration.ofMillis(300)));
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<AwsCredentials>> calls = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(provider::resolveCredentials, threads))
                    .toList();
            Set<AwsCredentials> seen = new HashSet<>();
            calls.forEach(call -> seen.add(call.join()));

            assertThat(seen).hasSize(1);
            assertThat(requests()).isEqualTo(1);
        } finally {
            threads.shutdown();
            slow.remove();
        }
    }

    @Test
    void aFailedRenewalKeepsThemWhileTheyAreValidAndWarnsOnce() {
        AwsCredentials first = provider.resolveCredentials();
        ActiveFault down = emulator.faults().add(Fault.unavailable());
        try (LogCapture log = LogCapture.start()) {
            clock.advance(DURATION.minus(Duration.ofMinutes(5)));
            assertThat(provider.resolveCredentials()).isEqualTo(first);
            await().until(() -> warnings(log) == 1);
            for (int i = 0; i < 3; i++) {
                long before = requests();
                for (int call = 0; call < 50; call++) { // in the pause after the failure
                    assertThat(provider.resolveCredentials()).isEqualTo(first);
                }
                assertThat(requests()).isEqualTo(before);
                clock.advance(RoleAliasCredentials.LONGEST_PAUSE);
                await().until(() -> {
                    assertThat(provider.resolveCredentials()).isEqualTo(first);
                    return requests() == before + 1;
                });
                // The pause begins when the failure is noted.
                await().until(() -> !provider.isRenewing());
            }
            assertThat(warnings(log)).isEqualTo(1);

            clock.advance(DURATION);
            assertThatThrownBy(() -> provider.resolveCredentials())
                    .hasMessageContainingAll("roleAlias=worker", "HTTP 503", "Service unavailable");
            down.remove();
            clock.advance(RoleAliasCredentials.LONGEST_PAUSE);
            assertThat(provider.resolveCredentials()).isNotEqualTo(first);
            assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO") && line.contains("worker again"));
            assertThat(log.lines()).noneMatch(line -> line.contains(secret(first)));
        }
    }

    @Test
    void whatTheProviderRefusesIsToldWithItsReason() {
        refused(options("worker", "pump-13"), "HTTP 403 (Invalid thing name passed)", "certificateThing");
        refused(options("other", null), "HTTP 404 (Role alias does not exist)", "Check roleAlias");
        emulator.deleteRoleAlias("worker");
        refused(options("worker", "pump-12"), "HTTP 404 (Role alias does not exist)", "Check roleAlias");
    }

    @Test
    void aCertificateThatIsNotRegisteredIsRefused() throws Exception {
        TestCertificate unknown = TestCertificate.ec();
        X509Identity identity =
                new X509Identity(unknown.pem(), unknown.pkcs8(), files.read().caPem());

        // With TLS 1.3 the client may write before it reads the alert, and then finds the connection closed.
        try (RoleAliasCredentials refused = provider(with(options("worker", null), identity::context))) {
            assertThatThrownBy(refused::resolveCredentials)
                    .isInstanceOf(CredentialsNotIssued.class)
                    .hasMessageContainingAll(emulator.endpoint().toString(), "client certificate")
                    .hasMessageMatching("(?s).*(alert|Broken pipe|Connection reset).*");
        }
    }

    @Test
    void aServerThatIsNotTrustedGetsNoRequest() {
        ClientOptions trusting =
                with(options("worker", null), new X509Files(files.certificateFile(), files.privateKeyFile(), null));

        refused(trusting, "certification path", "Check credentialsEndpoint");
        assertThat(requests()).isZero();
    }

    @Test
    void replacedFilesAreReadWithTheNextRenewal() throws IOException {
        provider.resolveCredentials();

        certificate("pump-13");
        clock.advance(DURATION);
        provider.resolveCredentials();

        assertThat(emulator.requests().count(Operation.ASSUME_ROLE_WITH_CERTIFICATE, "pump-12"))
                .isEqualTo(1);
        assertThat(emulator.requests().count(Operation.ASSUME_ROLE_WITH_CERTIFICATE, "pump-13"))
                .isEqualTo(1);
    }

    @Test
    void filesThatAreReplacedOneAfterTheOtherDoNotEndTheCalls() throws IOException {
        AwsCredentials first = provider.resolveCredentials();
        Identity next = emulator.authority().client("pump-13");
        Files.writeString(Path.of(files.certificateFile()), next.certificatePem());

        clock.advance(DURATION.minus(Duration.ofMinutes(5)));
        assertThat(provider.resolveCredentials()).isEqualTo(first);
        await().until(() -> !provider.isRenewing());
        Files.writeString(Path.of(files.privateKeyFile()), next.privateKeyPem());
        clock.advance(RoleAliasCredentials.LONGEST_PAUSE);

        await().until(() -> !provider.resolveCredentials().equals(first));
    }

    @Test
    void aProxyIsUsed() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.start();
                RoleAliasCredentials through = provider(
                        options("worker", null, emulator.endpoint(), URI.create("http://127.0.0.1:" + proxy.port())))) {
            through.resolveCredentials();

            assertThat(proxy.targets()).containsExactly("127.0.0.1:" + emulator.port());
        }
    }

    @Test
    void aProviderThatHangsFailsCallsWithinTheBoundAndIsAskedOnce() throws IOException {
        Duration bound = Duration.ofMillis(300);
        try (UnresponsiveServer silent = UnresponsiveServer.thatNeverResponds();
                RoleAliasCredentials hanging = new RoleAliasCredentials(
                        "worker",
                        () -> request(options("worker", null, https(silent.url()), null)),
                        bound,
                        clock,
                        System::nanoTime)) {
            long begun = System.nanoTime();
            for (int call = 0; call < 20; call++) {
                assertThatThrownBy(hanging::resolveCredentials)
                        .isInstanceOf(CredentialsNotIssued.class)
                        .hasMessageContaining("roleAlias=worker");
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
            await().until(() -> !hanging.isRenewing()); // its request was ended
        }
    }

    @Test
    void aHangingRenewalHoldsUpNoCallAsLongAsTheyAreValid() throws IOException {
        try (UnresponsiveServer silent = UnresponsiveServer.thatNeverResponds()) {
            URI[] endpoint = {emulator.endpoint()};
            provider = new RoleAliasCredentials(
                    "worker",
                    () -> request(options("worker", null, endpoint[0], null)),
                    BOUND,
                    clock,
                    System::nanoTime);
            AwsCredentials first = provider.resolveCredentials();

            endpoint[0] = https(silent.url());
            clock.advance(DURATION.minus(Duration.ofMinutes(5)));
            assertThat(provider.resolveCredentials()).isEqualTo(first);
            silent.awaitConnection();
            assertThat(provider.isRenewing()).isTrue();
            assertThat(provider.resolveCredentials()).isEqualTo(first);

            provider.close();
            await().until(() -> !provider.isRenewing());
            assertThatThrownBy(() -> provider.resolveCredentials()).hasMessage("Client is closed");
        }
    }

    @Test
    void aClockThatRunsAheadDoesNotMakeEachCallRequestNewOnes() {
        ManualClock ahead = new ManualClock(clock.instant().plus(Duration.ofDays(1)));
        try (RoleAliasCredentials skewed = new RoleAliasCredentials(
                "worker", () -> request(options("worker", null)), BOUND, ahead, System::nanoTime)) {
            AwsCredentials first = skewed.resolveCredentials();
            ahead.advance(Duration.ofMinutes(9));

            assertThat(skewed.resolveCredentials()).isEqualTo(first);
            assertThat(requests()).isEqualTo(1);
        }
    }

    @Test
    void aClockThatWasSetBackDoesNotProlongThem() {
        ManualClock local = new ManualClock(clock.instant());
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
        try (RoleAliasCredentials skewed =
                new RoleAliasCredentials("worker", () -> request(options("worker", null)), BOUND, local, nanos::get)) {
            AwsCredentials first = skewed.resolveCredentials();
            local.advance(Duration.ofHours(-2));
            nanos.addAndGet(DURATION.minus(Duration.ofMinutes(5)).toNanos() - 1);
            assertThat(skewed.resolveCredentials()).isEqualTo(first);

            nanos.incrementAndGet();
            await("renewed").until(() -> !skewed.resolveCredentials().equals(first) && !skewed.isRenewing());
            ActiveFault down = emulator.faults().add(Fault.unavailable());
            nanos.addAndGet(DURATION.toNanos());
            assertThatThrownBy(skewed::resolveCredentials).as("expired").hasMessageContaining("HTTP 503");
            down.remove();
        }
    }

    private static void refused(ClientOptions options, String why, String remedy) {
        try (RoleAliasCredentials refused = provider(options)) {
            assertThatThrownBy(refused::resolveCredentials)
                    .isInstanceOf(CredentialsNotIssued.class)
                    .hasMessageContainingAll(emulator.endpoint().toString(), why, remedy);
        }
    }

    private static long requests() {
        return emulator.requests().count(Operation.ASSUME_ROLE_WITH_CERTIFICATE);
    }

    private static long warnings(LogCapture log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("WARN") && line.contains("role alias worker"))
                .count();
    }

    private static String secret(AwsCredentials credentials) {
        return credentials.secretAccessKey();
    }

    private static RoleAliasCredentials provider(ClientOptions options) {
        return new RoleAliasCredentials(
                ((Credentials.RoleAlias) options.credentials()).alias(),
                () -> request(options),
                BOUND,
                clock,
                System::nanoTime);
    }

    private static CredentialRequest request(ClientOptions options) {
        return new CredentialRequest((Credentials.RoleAlias) options.credentials(), options, clock);
    }

    private static ClientOptions options(String alias, String thing) {
        return options(alias, thing, emulator.endpoint(), null);
    }

    private static ClientOptions options(String alias, String thing, URI endpoint, URI proxy) {
        return new ClientOptions(
                "us-east-1",
                emulator.endpoint(),
                new Credentials.RoleAlias(endpoint, alias, thing),
                proxy,
                files,
                false,
                new ClientOptions.Timeouts(BOUND, BOUND),
                RetryMode.none);
    }

    private static ClientOptions with(ClientOptions o, Tls tls) {
        return new ClientOptions(
                o.region(), o.endpoint(), o.credentials(), null, tls, false, o.timeouts(), o.retryMode());
    }

    private static URI https(URI url) {
        return URI.create(url.toString().replace("http:", "https:"));
    }

    private static void certificate(String thing) throws IOException {
        Identity identity = emulator.authority().client(thing);
        Files.writeString(Path.of(files.certificateFile()), identity.certificatePem());
        Files.writeString(Path.of(files.privateKeyFile()), identity.privateKeyPem());
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
