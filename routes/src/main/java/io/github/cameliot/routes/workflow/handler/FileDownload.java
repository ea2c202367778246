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

import com.fasterxml.jackson.core.JsonPointer;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.routes.workflow.WorkflowConstants;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads the file that a step names: URL, target and checksum are its arguments. The bean of the Kamelet
 * {@code aws-iot-jobs-download-action}. The page {@code handlers.adoc} says what it guarantees.
 */
public final class FileDownload {

    private static final Logger LOG = LoggerFactory.getLogger(FileDownload.class);

    private Path directory;
    private long maxBytes = 1L << 30;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration timeout = Duration.ofHours(1);
    private int retries = 3;
    private boolean checksumRequired;
    private Set<String> allowedSchemes = Set.of("https");
    private List<String> allowedHosts = List.of();
    private JsonPointer urlPointer;
    private volatile HttpClient client;

    /**
     * Downloads, and sets {@link WorkflowConstants#STEP_RESULT} and {@link HandlerConstants#DOWNLOADED_FILE}.
     *
     * @throws JobRejectedException for a document that asks for what is not allowed
     * @throws DownloadFailedException when the file does not arrive, or has another checksum
     * @throws IOException when the file system fails
     * @throws InterruptedException when the thread is interrupted; the bytes that have arrived are kept
     */
    public void download(Exchange exchange) throws IOException, InterruptedException {
        Message message = exchange.getMessage();
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        UrlOfStep source = new UrlOfStep(exchange, session, urlPointer);
        String path = required(value(message, HandlerConstants.DOWNLOAD_PATH, 1), "target", "second argument");
        String checksum = value(message, HandlerConstants.DOWNLOAD_CHECKSUM, 2)
                .filter(c -> !c.isBlank())
                .map(Sha256::parse)
                .orElse(null);
        if (checksum == null && checksumRequired) {
            throw new JobRejectedException(
                    "The download has no checksum, but checksumRequired=true requires one. Add it as the third argument:"
                            + " sha256: and 64 hexadecimal digits.");
        }
        Fence fence = new Fence(directory());
        Path target = fence.target(path);
        String found = isThere(target, checksum) ? checksum : null;
        if (found == null) {
            DownloadOptions options = new DownloadOptions(maxBytes, connectTimeout, idleTimeout, timeout, retries);
            Liveness alive = new Liveness(session, timeout);
            Transfer transfer = new Transfer(
                    client(options),
                    options,
                    new AllowedUrls(allowedSchemes, allowedHosts),
                    () -> session == null ? Instant.now() : session.serviceTime());
            try (PartFile part = PartFile.open(target)) {
                found = fill(part, transfer, source, checksum, alive);
                fence.check(target, path);
                alive.check();
                part.moveToTarget();
            }
        }
        String result = "size=" + Files.size(target) + " sha256=" + found;
        LOG.debug("Downloaded {}: {}", target, result);
        message.setHeader(HandlerConstants.DOWNLOADED_FILE, target.toString());
        message.setHeader(WorkflowConstants.STEP_RESULT, result);
    }

    /** Downloaded by an earlier run, which was killed before it had reported that. */
    private static boolean isThere(Path target, String checksum) throws IOException, InterruptedException {
        return checksum != null
                && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Sha256.of(target).equals(checksum);
    }

    private static String fill(PartFile part, Transfer transfer, UrlOfStep source, String checksum, Liveness alive)
            throws IOException, InterruptedException {
        boolean wentOn = part.origin() != null;
        String found = once(part, transfer, source, checksum, alive);
        if (wentOn && checksum != null && !found.equals(checksum)) {
            LOG.info("The file {} contains a part of another file. The download starts again.", part.path());
            part.reset();
            found = once(part, transfer, source, checksum, alive);
        }
        if (checksum != null && !found.equals(checksum)) {
            part.reset();
            throw new DownloadFailedException("The file has the checksum sha256:" + found + ", and sha256:" + checksum
                    + " was expected. Nothing of it was kept.");
        }
        return found;
    }

    private static String once(PartFile part, Transfer transfer, UrlOfStep source, String checksum, Liveness alive)
            throws IOException, InterruptedException {
        transfer.fill(part, source, checksum != null, alive);
        return Sha256.of(part.path());
    }

    private static Optional<String> value(Message message, String header, int argument) {
        String given = message.getHeader(header, String.class);
        List<?> arguments = message.getHeader(WorkflowConstants.STEP_ARGUMENTS, List.of(), List.class);
        return given != null || arguments.size() <= argument
                ? Optional.ofNullable(given)
                : Optional.of(String.valueOf(arguments.get(argument)));
    }

    private static String required(Optional<String> value, String what, String where) {
        return value.orElseThrow(() ->
                new JobRejectedException("The download has no " + what + ": it is the " + where + " of the step."));
    }

    private Path directory() {
        if (directory == null) {
            throw new IllegalArgumentException(
                    "directory is missing. Set the folder for downloads, as in" + " directory=/var/lib/downloads.");
        }
        return directory;
    }

    private HttpClient client(DownloadOptions options) {
        HttpClient open = client;
        if (open == null) {
            // Of version 1.1, and redirects are ours: each is looked at before it is followed.
            open = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(options.connectTimeout())
                    .build();
            client = open;
        }
        return open;
    }

    /** The folder for downloads. No file is written outside it. Required. */
    public void setDirectory(String directory) {
        this.directory = Path.of(directory);
    }

    /** The maximum size of a file, in bytes; 1 GiB. */
    public void setMaxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The maximum time to open a connection; 10s. */
    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = DownloadOptions.time("connectTimeout", connectTimeout, "10s");
    }

    /** The maximum time that a server may send nothing; 30s. */
    public void setIdleTimeout(Duration idleTimeout) {
        this.idleTimeout = DownloadOptions.time("idleTimeout", idleTimeout, "30s");
    }

    /** The maximum time for the whole download; 1h. */
    public void setTimeout(Duration timeout) {
        this.timeout = DownloadOptions.time("timeout", timeout, "1h");
    }

    /** How many times in a row a request is repeated although the one before brought no bytes; 3. */
    public void setRetries(int retries) {
        this.retries = retries;
    }

    /** Whether a step without a checksum is rejected; false. */
    public void setChecksumRequired(boolean checksumRequired) {
        this.checksumRequired = checksumRequired;
    }

    /** The schemes that are allowed, separated by commas: https, or https,http. */
    public void setAllowedSchemes(String allowedSchemes) {
        Set<String> schemes = new TreeSet<>(listed(allowedSchemes));
        if (schemes.isEmpty() || !Set.of("https", "http").containsAll(schemes)) {
            throw new IllegalArgumentException(
                    "allowedSchemes=" + allowedSchemes + " is not possible. Use https, or https,http.");
        }
        this.allowedSchemes = schemes;
    }

    /** The hosts that are allowed, separated by commas, as in files.example.com or *.example.com; empty for all public ones. */
    public void setAllowedHosts(String allowedHosts) {
        this.allowedHosts = listed(allowedHosts);
    }

    /** The place of the URL in the job document, a JSON pointer such as /location; empty for the first argument of the step. */
    public void setUrlPointer(String urlPointer) {
        this.urlPointer = urlPointer.isBlank() ? null : JsonPointer.compile(urlPointer.strip());
    }

    private static List<String> listed(String text) {
        return List.of(text.split(",")).stream()
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .toList();
    }
}
