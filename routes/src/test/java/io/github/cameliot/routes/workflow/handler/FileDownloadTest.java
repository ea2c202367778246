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
package io.github.cameliot.routes.workflow.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.routes.workflow.WorkflowConstants;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A download over HTTP: what arrives, what goes on after an interruption, and what is given up. */
class FileDownloadTest {

    private static final byte[] FILE = bytes(300_000, 7);
    private static final byte[] OTHER = bytes(200_000, 8);

    @TempDir
    private Path directory;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final FileDownload download = new FileDownload();
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer(RawServer.file(FILE, "\"one\""));
        download.setDirectory(directory.toString());
        download.setAllowedSchemes("https,http");
        download.setAllowedHosts("127.0.0.1");
        download.setIdleTimeout(Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void theUrlArrivesByteForByte() throws Exception {
        String target =
                "/fw%2Fv1/a+b%20c;x=1/~(é)?X-Amz-Signature=0f1e%2F2d&part=a+b&empty=&%7E=%2b".replace("é", "%C3%A9");

        run(" " + server.url(target), "fw/a.bin");

        assertThat(server.requests()).singleElement().satisfies(r -> {
            assertThat(r.target()).isEqualTo(target);
            assertThat(r.header("accept-encoding")).isEqualTo("identity");
        });
    }

    @Test
    void aTimeThatIsNotPossibleIsRefusedByItsName() {
        assertThatThrownBy(() -> download.setConnectTimeout(Duration.ZERO)).hasMessageContaining("connectTimeout=0 ");
        assertThatThrownBy(() -> download.setIdleTimeout(Duration.ofSeconds(-1)))
                .hasMessageContaining("idleTimeout=-1s ");
        assertThatThrownBy(() -> download.setTimeout(Duration.ofDays(999_999)))
                .hasMessageContaining("timeout=999999d ")
                .hasMessageContaining("up to 7d, as in timeout=1h");
    }

    @Test
    void theFileIsThereWithItsSizeAndChecksumAndNothingBesideIt() throws Exception {
        Exchange exchange =
                run(server.url("/a.bin"), "fw/a.bin", "SHA256:" + sha256(FILE).toUpperCase());

        assertThat(directory.resolve("fw/a.bin")).hasBinaryContent(FILE);
        assertThat(files("fw")).containsExactly("a.bin");
        assertThat(exchange.getMessage().getHeader(WorkflowConstants.STEP_RESULT))
                .isEqualTo("size=300000 sha256=" + sha256(FILE));
        assertThat(exchange.getMessage().getHeader(HandlerConstants.DOWNLOADED_FILE))
                .isEqualTo(directory.toRealPath().resolve("fw/a.bin").toString());
    }

    @Test
    void headersBeatTheArguments() throws Exception {
        Exchange exchange = exchange("https://nowhere.example.com/", "no.bin");
        exchange.getMessage().setHeader(HandlerConstants.DOWNLOAD_URL, server.url("/a.bin"));
        exchange.getMessage().setHeader(HandlerConstants.DOWNLOAD_PATH, "yes.bin");
        exchange.getMessage().setHeader(HandlerConstants.DOWNLOAD_CHECKSUM, "sha256:" + sha256(FILE));

        download.download(exchange);

        assertThat(directory.resolve("yes.bin")).hasBinaryContent(FILE);
    }

    @Test
    void aLocationInPartsIsJoined() throws Exception {
        String host = server.url("").substring("http://".length());
        download.setUrlPointer("/location");
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty(
                WorkflowConstants.JOB_DOCUMENT,
                "{\"operation\":\"update\",\"location\":{\"protocol\":\"http:\",\"host\":\"" + host
                        + "\",\"path\":\"fw/app%20update.bin\"}}");
        exchange.getMessage().setHeader(HandlerConstants.DOWNLOAD_PATH, "a.bin");

        download.download(exchange);

        assertThat(server.requests().get(0).target()).isEqualTo("/fw/app%20update.bin");
        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
    }

    @Test
    void aConnectionThatBreaksGoesOnWithTheRest() throws Exception {
        server.respond(RawServer.broken(FILE, "\"one\"", 100_000), RawServer.file(FILE, "\"one\""));

        run(server.url("/a.bin"), "a.bin");

        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).header("range")).matches("bytes=[1-9][0-9]*-");
        assertThat(server.requests().get(1).header("if-range")).isEqualTo("\"one\"");
    }

    @Test
    void anotherRunGoesOnWhereAKilledOneStopped() throws Exception {
        stopHalfWay("\"one\"");
        long there = Files.size(directory.resolve("a.bin.part"));
        server.respond(RawServer.file(FILE, "\"one\""));
        server.requests().clear();

        run(server.url("/a.bin?signature=another"), "a.bin");

        assertThat(there).isPositive();
        assertThat(server.requests()).singleElement().satisfies(r -> assertThat(r.header("range"))
                .isEqualTo("bytes=" + there + "-"));
        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
        assertThat(files("")).containsExactly("a.bin");
    }

    @Test
    void aFileThatHasChangedBeginsAnew() throws Exception {
        stopHalfWay("\"one\"");
        server.respond(RawServer.file(OTHER, "\"two\""));

        run(server.url("/a.bin"), "a.bin");

        assertThat(directory.resolve("a.bin")).hasBinaryContent(OTHER);
    }

    @Test
    void aPartOfAnotherUrlBeginsAnew() throws Exception {
        stopHalfWay("\"one\"");
        server.respond(RawServer.file(OTHER, "\"one\""));
        server.requests().clear();

        run(server.url("/b.bin"), "a.bin");

        assertThat(server.requests().get(0).header("range")).isEmpty();
        assertThat(directory.resolve("a.bin")).hasBinaryContent(OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes 5-299999/300000", "bytes */300000", "items 1-2/3", "bytes 99999999999999999999-1/2", ""})
    void aRangeThatWasNotAskedForBeginsAnew(String contentRange) throws Exception {
        stopHalfWay("\"one\"");
        server.respond(
                RawServer.status("206 Partial Content", "ETag: \"one\"", "Content-Range: " + contentRange),
                RawServer.file(FILE, "\"one\""));

        run(server.url("/a.bin"), "a.bin");

        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
    }

    @Test
    void whatWasWholeAlreadyIsOnlyMoved() throws Exception {
        stopHalfWay("\"one\"");
        Files.write(directory.resolve("a.bin.part"), FILE);
        server.respond(RawServer.file(FILE, "\"one\""));

        run(server.url("/a.bin"), "a.bin");

        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
    }

    @Test
    void aPartThatIsLongerThanTheFileBeginsAnew() throws Exception {
        stopHalfWay("\"one\"");
        Files.write(directory.resolve("a.bin.part"), bytes(400_000, 9));
        server.respond(RawServer.file(FILE, "\"one\""));

        run(server.url("/a.bin"), "a.bin");

        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
    }

    @Test
    void withoutAValidatorAPartGoesOnOnlyIfAChecksumProvesTheWhole() throws Exception {
        stopHalfWay("W/\"weak\"");
        server.respond(RawServer.file(FILE, "W/\"weak\""));
        server.requests().clear();
        run(server.url("/a.bin"), "a.bin");
        assertThat(server.requests().get(0).header("range")).isEmpty();

        stopHalfWay("W/\"weak\"", "b.bin");
        server.respond(RawServer.file(FILE, "W/\"weak\""));
        server.requests().clear();
        run(server.url("/a.bin"), "b.bin", "sha256:" + sha256(FILE));
        assertThat(server.requests().get(0).header("range")).isNotEmpty();
        assertThat(directory.resolve("b.bin")).hasBinaryContent(FILE);
    }

    @Test
    void aPartThatDoesNotFitTheChecksumIsDownloadedOnceMoreAsAWhole() throws Exception {
        stopHalfWay("\"one\"");
        Files.write(directory.resolve("a.bin.part"), bytes(100_000, 3));
        server.respond(RawServer.file(FILE, "\"one\""));
        server.requests().clear();

        run(server.url("/a.bin"), "a.bin", "sha256:" + sha256(FILE));

        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aWrongChecksumFailsAndKeepsNothingButWhatWasThere() throws Exception {
        Files.write(directory.resolve("a.bin"), OTHER);

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin", "sha256:" + "0".repeat(64)))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContainingAll("sha256:" + sha256(FILE), "was expected", "Nothing of it was kept");
        assertThat(files("")).containsExactly("a.bin");
        assertThat(directory.resolve("a.bin")).hasBinaryContent(OTHER);
    }

    @Test
    void aFileThatIsThereWithItsChecksumIsNotDownloadedAgain() throws Exception {
        Files.write(directory.resolve("a.bin"), FILE);

        Exchange exchange = run(server.url("/a.bin"), "a.bin", "sha256:" + sha256(FILE));

        assertThat(server.requests()).isEmpty();
        assertThat(exchange.getMessage().getHeader(WorkflowConstants.STEP_RESULT))
                .isEqualTo("size=300000 sha256=" + sha256(FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5:00", "sha256:12", "0000", "sha256:${bean:shell}"})
    void aChecksumThatIsNoneRejectsTheJob(String checksum) {
        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin", checksum)).isInstanceOf(JobRejectedException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aChecksumThatIsRequiredAndMissingRejectsTheJob() {
        download.setChecksumRequired(true);

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin"))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining("checksumRequired=true");
    }

    @Test
    void aLengthAboveTheBoundIsRefusedBeforeItIsRead() {
        download.setMaxBytes(299_999);

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin")).hasMessageContaining("more than the 299999 bytes");
        assertThat(files("")).isEmpty();
    }

    @Test
    void anEndlessBodyIsRefusedAtTheBound() {
        download.setMaxBytes(1_000_000);
        server.respond((request, out) -> {
            RawServer.head(out, "200 OK");
            while (true) {
                out.write(FILE);
            }
        });

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin"))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("more than the 1000000 bytes");
        assertThat(files("")).isEmpty();
    }

    @Test
    void aBodyThatIsShorterThanItsLengthNeverBecomesTheTarget() {
        download.setRetries(1);
        server.respond(RawServer.broken(FILE, "\"one\"", 0));

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin")).isInstanceOf(DownloadFailedException.class);
        assertThat(directory.resolve("a.bin")).doesNotExist();
    }

    @Test
    void aServerThatSendsNothingMoreFailsAfterTheIdleTimeoutAndThePartIsKept() {
        download.setIdleTimeout(Duration.ofMillis(300));
        download.setRetries(0);
        server.respond((request, out) -> {
            RawServer.head(out, "200 OK", "ETag: \"one\"", "Content-Length: " + FILE.length);
            out.write(FILE, 0, 1000);
            out.flush();
            new CountDownLatch(1).await();
        });
        long startedAt = System.nanoTime();

        assertThatThrownBy(() -> run(server.url("/a.bin?X-Amz-Signature=secret"), "a.bin"))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContainingAll(
                        "Cannot download http://127.0.0.1:", "/a.bin: the server has sent nothing", "1000 bytes")
                .hasMessageNotContaining("secret");
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(4));
        assertThat(directory.resolve("a.bin.part")).hasSize(1000);
    }

    @Test
    void aServerThatNeverRespondsFailsAfterTheIdleTimeout() throws Exception {
        download.setIdleTimeout(Duration.ofMillis(300));
        download.setRetries(0);
        try (ServerSocket silent = new ServerSocket(0)) {
            assertThatThrownBy(() -> run("http://127.0.0.1:" + silent.getLocalPort() + "/", "a.bin"))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void aSlowServerIsStoppedAtTheTimeoutOfTheWhole() {
        download.setTimeout(Duration.ofMillis(800));
        server.respond((request, out) -> {
            RawServer.head(out, "200 OK", "ETag: \"one\"", "Content-Length: " + FILE.length);
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                out.write(1);
                out.flush();
            }
        });

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin"))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("it did not finish within");
    }

    @Test
    void anInterruptStopsItAtOnceAndThePartIsKept() throws Exception {
        server.respond((request, out) -> {
            RawServer.head(out, "200 OK", "ETag: \"one\"", "Content-Length: " + FILE.length);
            out.write(FILE, 0, 1000);
            out.flush();
            new CountDownLatch(1).await();
        });
        FutureTask<Throwable> running = new FutureTask<>(() -> {
            try {
                run(server.url("/a.bin"), "a.bin");
                return null;
            } catch (Exception e) {
                return e;
            }
        });
        Thread thread = new Thread(running);
        thread.start();
        await().until(() ->
                Files.exists(directory.resolve("a.bin.part")) && Files.size(directory.resolve("a.bin.part")) == 1000);

        thread.interrupt();

        assertThat(running.get(3, java.util.concurrent.TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(directory.resolve("a.bin.part")).hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource({"404 Not Found, 404", "400 Bad Request, 400", "204 No Content, 204", "206 Partial Content, 206"})
    void aStatusThatHasNoFileFailsAtOnce(String status, String shown) {
        server.respond(RawServer.status(status));

        assertThatThrownBy(() -> run(server.url("/a.bin?sig=secret"), "a.bin"))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("HTTP " + shown)
                .hasMessageNotContaining("secret");
        assertThat(server.requests()).hasSize(1);
        assertThat(files("")).isEmpty();
    }

    @Test
    void aServerThatIsBusyIsTriedAgain() throws Exception {
        server.respond(RawServer.status("503 Busy"), RawServer.file(FILE, "\"one\""));

        run(server.url("/a.bin"), "a.bin");

        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
    }

    @Test
    void withoutAJobARefusedUrlIsNotReadAnew() {
        server.respond(RawServer.status("403 Forbidden"));

        assertThatThrownBy(() -> run(server.url("/a.bin?X-Amz-Signature=secret"), "a.bin"))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContainingAll("HTTP 403", "cannot be read again")
                .hasMessageNotContaining("secret");
    }

    @Test
    void redirectsAreFollowedByteForByte() throws Exception {
        server.respond(
                RawServer.status("302 Found", "Location: /b%2Fc?x=a+b"),
                RawServer.status("307 Temporary Redirect", "Location: " + server.url("/d?y=%2F")),
                RawServer.file(FILE, "\"one\""));

        run(server.url("/a.bin"), "a.bin");

        assertThat(server.requests())
                .extracting(RawServer.Request::target)
                .containsExactly("/a.bin", "/b%2Fc?x=a+b", "/d?y=%2F");
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest/meta-data, not allowed",
        "http://localhost:1/, not allowed",
        "file:///etc/passwd, scheme file",
        "ftp://127.0.0.1/a, scheme ftp",
        "http://127.0.0.1 /, an invalid URL"
    })
    void aRedirectIsLookedAtLikeAnyUrl(String location, String reason) {
        server.respond(RawServer.status("302 Found", "Location: " + location));

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin")).hasMessageContaining(reason);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void redirectsWithoutEndAreGivenUp() {
        server.respond(RawServer.status("302 Found", "Location: /again"));

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin")).hasMessageContaining("more than 5 redirects");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void twoDownloadsToOneTargetDoNotMix() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        server.respond((request, out) -> {
            mayEnd.await();
            RawServer.file(FILE, "\"one\"").respond(request, out);
        });
        FutureTask<Exchange> first = new FutureTask<>(() -> run(server.url("/a.bin"), "a.bin"));
        new Thread(first).start();
        await().until(() -> server.requests().size() == 1);

        assertThatThrownBy(() -> run(server.url("/a.bin"), "a.bin"))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("Another job downloads to");
        mayEnd.countDown();
        first.get();
        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
    }

    private void stopHalfWay(String etag, String... target) {
        download.setRetries(0);
        server.respond(RawServer.broken(FILE, etag, 100_000));
        assertThatThrownBy(() -> run(server.url("/a.bin"), target.length == 0 ? "a.bin" : target[0]))
                .isInstanceOf(DownloadFailedException.class);
        download.setRetries(3);
    }

    private Exchange run(String... arguments) throws IOException, InterruptedException {
        Exchange exchange = exchange(arguments);
        download.download(exchange);
        return exchange;
    }

    private Exchange exchange(String... arguments) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(WorkflowConstants.STEP_ARGUMENTS, List.of(arguments));
        exchange.getMessage().setHeader(WorkflowConstants.STEP_INDEX, 1);
        return exchange;
    }

    private List<String> files(String folder) {
        try (var files = Files.list(directory.resolve(folder))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
