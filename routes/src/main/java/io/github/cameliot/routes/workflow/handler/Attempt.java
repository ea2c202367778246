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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request for a file, or for the rest of it: a range that starts where the part ends, if the server still has the same
 * file ({@code If-Range}). A server that has another file sends it completely, and the download begins again.
 *
 * <p>Source: RFC 9110, sections 13.1.5, 14 and 15.3.7.
 */
final class Attempt {

    /** The result of a request. */
    sealed interface Result {
        /** All bytes are there. */
        record Complete() implements Result {}

        /** The part cannot be continued: the next attempt begins again. */
        record Again() implements Result {}

        /** @param location as the server wrote it */
        record Moved(String location) implements Result {}

        /** The server requires another signature, or the file is gone. */
        record Refused(String why) implements Result {}
    }

    /** {@code bytes 5-9/10}, {@code bytes 5-9/*} or {@code bytes *}{@code /10}. */
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

    private static final int LONGEST_VALIDATOR = 1000;

    private final HttpClient client;
    private final DownloadOptions options;
    private final PartFile part;
    private final Liveness alive;

    Attempt(HttpClient client, DownloadOptions options, PartFile part, Liveness alive) {
        this.client = client;
        this.options = options;
        this.part = part;
        this.alive = alive;
    }

    /**
     * @param document what the URL of the document is, without its query
     * @param isChecked whether a checksum will prove the whole file: then a part is continued without a validator too
     * @throws IOException when another attempt may succeed
     */
    Result run(URI url, String document, boolean isChecked) throws IOException, InterruptedException {
        PartFile.Origin origin = part.origin();
        boolean goesOn = origin != null
                && origin.url().equals(document)
                && (isChecked || !origin.validator().isEmpty());
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(alive.bound(options.idleTimeout()))
                .header("Accept-Encoding", "identity");
        if (goesOn) {
            request.header("Range", "bytes=" + part.length() + "-");
            if (!origin.validator().isEmpty()) {
                request.header("If-Range", origin.validator());
            }
        }
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request.build());
        try (Chunks body = Chunks.of(response.body())) {
            return result(response, body, goesOn ? origin : null, document);
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> sent =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
        try {
            Duration wait = alive.bound(options.connectTimeout().plus(options.idleTimeout()));
            return sent.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause().getMessage() == null
                            ? e.getCause().toString()
                            : e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new IOException("no response in time", e);
        } finally {
            sent.cancel(true); // of one that has come: nothing
        }
    }

    private Result result(HttpResponse<?> response, Chunks body, PartFile.Origin origin, String document)
            throws IOException, InterruptedException {
        int status = response.statusCode();
        switch (status) {
            case 200 -> {
                long announced =
                        response.headers().firstValueAsLong("Content-Length").orElse(-1);
                refuseMoreThan(announced);
                part.begin(new PartFile.Origin(document, validator(response)));
                return read(body, announced);
            }
            case 206 -> {
                if (origin == null) {
                    throw new DownloadFailedException("HTTP 206, although the whole file was requested");
                }
                return rest(response, body, origin);
            }
            case 301, 302, 303, 307, 308 -> {
                String location = response.headers().firstValue("Location").orElse("");
                return new Result.Moved(location);
            }
            case 401, 403, 410 -> {
                return new Result.Refused("HTTP " + status);
            }
            case 416 -> {
                if (origin == null) {
                    throw new DownloadFailedException("HTTP 416, although the whole file was requested");
                }
                return isWhole(response) ? new Result.Complete() : again();
            }
            default -> {
                if (status >= 500 || status == 408 || status == 429) {
                    throw new IOException("HTTP " + status);
                }
                throw new DownloadFailedException("HTTP " + status);
            }
        }
    }

    private Result again() throws IOException {
        part.reset();
        return new Result.Again();
    }

    /** Whether the part is the whole file already: the server has no bytes after its end. */
    private boolean isWhole(HttpResponse<?> response) throws IOException {
        Matcher range = range(response);
        return range.matches() && range.group(1) == null && range.group(3).equals(Long.toString(part.length()));
    }

    private Result rest(HttpResponse<?> response, Chunks body, PartFile.Origin origin)
            throws IOException, InterruptedException {
        Matcher range = range(response);
        String validator = validator(response);
        boolean fits = range.matches()
                && range.group(1) != null
                && Long.parseLong(range.group(1)) == part.length()
                && (validator.isEmpty()
                        || origin.validator().isEmpty()
                        || validator.equals(origin.validator())
                        || isOfAnotherKind(validator, origin.validator()));
        if (!fits) {
            return again();
        }
        long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
        refuseMoreThan(total);
        return read(body, total);
    }

    /** An ETag beside a Last-Modified: a 206 may carry fewer validators than the response before. */
    private static boolean isOfAnotherKind(String one, String other) {
        return one.startsWith("\"") != other.startsWith("\"");
    }

    private static Matcher range(HttpResponse<?> response) {
        return RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
    }

    /** A strong ETag, else the time of the last change; empty for neither. A weak ETag proves no bytes. */
    private static String validator(HttpResponse<?> response) {
        return response.headers()
                .firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> response.headers().firstValue("Last-Modified"))
                .filter(v -> v.length() <= LONGEST_VALIDATOR)
                .orElse("");
    }

    private Result read(Chunks body, long total) throws IOException, InterruptedException {
        while (true) {
            alive.check();
            List<ByteBuffer> bytes = body.next(alive.bound(options.idleTimeout()));
            if (bytes.isEmpty()) {
                break;
            }
            long more = bytes.stream().mapToLong(ByteBuffer::remaining).sum();
            refuseMoreThan(part.length() + more);
            for (ByteBuffer buffer : bytes) {
                part.append(buffer);
            }
        }
        if (total >= 0 && part.length() != total) {
            throw new IOException("the body ended after " + part.length() + " of " + total + " bytes");
        }
        return new Result.Complete();
    }

    private void refuseMoreThan(long bytes) throws IOException {
        if (bytes > options.maxBytes()) {
            part.reset();
            throw new DownloadFailedException("the file has more than the " + options.maxBytes()
                    + " bytes that are allowed (option maxBytes). Nothing of it was kept.");
        }
    }
}
