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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download in a job: its URL is read anew from the document, and its end is that of the step. */
class DownloadOfAJobTest {

    private static final byte[] FILE = new byte[50_000];

    @TempDir
    private Path directory;

    private final JobsEmulator emulator = JobsEmulator.start();
    private final StepWorker worker = new StepWorker(emulator);
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer(RawServer.file(FILE, "\"one\""));
    }

    @AfterEach
    void stop() throws IOException {
        worker.close();
        server.close();
        emulator.close();
    }

    @Test
    void aUrlThatIsRefusedIsReadAnewFromTheJobWithAnotherSignature() throws Exception {
        server.respond(RawServer.status("403 Forbidden"), RawServer.file(FILE, "\"one\""));

        Execution ended = run("${aws:iot:s3-presigned-url-v2:" + server.url("/fw%2Fa+b.bin") + "}", "");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.results()).singleElement().asString().startsWith("size=50000 sha256=");
        assertThat(server.requests())
                .extracting(RawServer.Request::target)
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(server.requests())
                .allSatisfy(r -> assertThat(r.target()).startsWith("/fw%2Fa+b.bin?X-Amz-Algorithm="));
        assertThat(directory.resolve("a.bin")).hasBinaryContent(FILE);
    }

    @Test
    void aUrlOfAnOperationIsReadAnewByItsPointer() throws Exception {
        server.respond(RawServer.status("401 Unauthorized"), RawServer.file(FILE, "\"one\""));
        emulator.createJob(
                "ota-7",
                "{\"operation\":\"update\",\"location\":\"${aws:iot:s3-presigned-url-v2:" + server.url("/a") + "}\"}",
                "pump-12");

        worker.run("pump-12", kamelet("&urlPointer=/location"), 1, "unused", "a.bin");

        assertThat(worker.ended("ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(server.requests())
                .extracting(RawServer.Request::target)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void aUrlWhoseTimeIsOverIsNotTriedAndAfterTwoReadingsTheStepFailsWithoutItsQuery() throws Exception {
        String url = server.url("/a.bin?X-Amz-Date=20200101T000000Z&X-Amz-Expires=60&X-Amz-Signature=secret");

        Execution ended = run(url, "");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.statusDetails().get("reason"))
                .contains("/a.bin: its signature has expired, also with 2 URLs that were read again from the job")
                .doesNotContain("secret", "X-Amz");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aTargetOutsideOfTheDirectoryRejectsTheJob() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");

        worker.run("pump-12", kamelet(""), 1, server.url("/a.bin"), "../a.bin");

        Execution ended = worker.ended("ota-7");
        assertThat(ended.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(ended.statusDetails().get("reason")).contains("Cannot download to '../a.bin'");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aJobThatIsLostStopsItsDownload() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        server.respond(
                (request, out) -> {
                    RawServer.head(out, "200 OK", "ETag: \"one\"", "Content-Length: " + FILE.length);
                    out.write(FILE, 0, 1000);
                    while (!stopped.await(20, TimeUnit.MILLISECONDS)) {
                        out.write(0);
                        out.flush();
                    }
                },
                RawServer.file(FILE, "\"one\""));
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12&heartbeat=1s", kamelet(""), 1, server.url("/a.bin"), "a.bin");
        Path part = directory.resolve("a.bin.part");
        await().until(() -> Files.exists(part) && Files.size(part) > 1000);

        emulator.cancelJob("ota-7", true);
        emulator.createJob("ota-8", "{}", "pump-12");

        assertThat(worker.ended("ota-8").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        stopped.countDown();
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(server.requests().get(1).header("range"))
                .as("goes on where the lost one stopped")
                .isNotEmpty();
    }

    /** Runs the first step of a job with that URL. */
    private Execution run(String url, String options) throws Exception {
        emulator.createJob(
                "ota-7",
                "{\"version\":\"1.0\",\"steps\":[{\"action\":{\"name\":\"get\",\"type\":\"runHandler\",\"input\":{\"handler\":"
                        + "\"download-file\",\"args\":[\"" + url + "\",\"a.bin\"]}}}]}",
                "pump-12");
        worker.run(
                "pump-12",
                kamelet(options),
                1,
                url.replace("${aws:iot:s3-presigned-url-v2:", "").replace("}", "?X-Amz-Algorithm=old"),
                "a.bin");
        return worker.ended("ota-7");
    }

    private String kamelet(String options) {
        return "aws-iot-jobs-download-action?directory=" + directory
                + "&allowedSchemes=https,http&allowedHosts=127.0.0.1&idleTimeout=5s" + options;
    }
}
