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

import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads a whole file: continues where an attempt stopped, follows redirects, and renews URLs that have expired. */
final class Transfer {

    /** Where a URL is read, and is read again when it has expired. */
    interface Source {

        String url();

        /** The URL as the service signs it now; empty where it cannot be read again. */
        Optional<String> renewed();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_RENEWALS = 2;
    private static final int MOST_RESTARTS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 5;

    private final HttpClient client;
    private final DownloadOptions options;
    private final AllowedUrls allowed;
    private final Supplier<Instant> clock;

    /** @param clock by which URLs expire: the service's, which has signed them */
    Transfer(HttpClient client, DownloadOptions options, AllowedUrls allowed, Supplier<Instant> clock) {
        this.client = client;
        this.options = options;
        this.allowed = allowed;
        this.clock = clock;
    }

    /**
     * Until all bytes are in the part.
     *
     * @throws DownloadFailedException when they do not arrive
     * @throws JobRejectedException for a URL that is not allowed
     */
    void fill(PartFile part, Source source, boolean isChecked, Liveness alive)
            throws IOException, InterruptedException {
        String text = source.url();
        Attempt attempt = new Attempt(client, options, part, alive);
        int renewals = 0;
        int failures = 0;
        int restarts = 0;
        while (true) {
            long before = part.length();
            String shown = "the URL of the document";
            try {
                alive.check();
                URI url = allowed.check(text);
                shown = PresignedUrl.shown(url);
                Attempt.Result result = PresignedUrl.isExpired(url, clock.get())
                        ? new Attempt.Result.Refused("its signature has expired")
                        : follow(attempt, url, isChecked);
                if (result instanceof Attempt.Result.Complete) {
                    return;
                } else if (result instanceof Attempt.Result.Refused refused) {
                    text = renewed(source, renewals++, refused.why());
                    LOG.info("The URL of {} was read again from the job. The reason: {}", shown, refused.why());
                } else if (++restarts > MOST_RESTARTS) {
                    throw new DownloadFailedException("the server does not continue the file that it began to send");
                }
            } catch (DownloadFailedException e) {
                throw new DownloadFailedException("Cannot download " + shown + ": " + e.getMessage() + ".", e);
            } catch (IOException e) {
                failures = part.length() > before ? 1 : failures + 1;
                if (failures > options.retries()) {
                    throw new DownloadFailedException(
                            "Cannot download " + shown + ": " + e.getMessage() + ", in " + failures
                                    + " attempts. The " + part.length()
                                    + " bytes that have arrived are kept, and the next run continues.",
                            e);
                }
                Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
                LOG.info(
                        "The download of {} stopped at {} bytes and continues in {} ms: {}",
                        shown,
                        part.length(),
                        pause.toMillis(),
                        e.getMessage());
                alive.pause(pause);
            }
        }
    }

    /** @throws IOException when the service does not return the document at this moment */
    private static String renewed(Source source, int before, String why) throws IOException {
        if (before >= MOST_RENEWALS) {
            throw new DownloadFailedException(
                    why + ", also with " + before + " URLs that were read again from the job");
        }
        try {
            return source.renewed()
                    .orElseThrow(
                            () -> new DownloadFailedException(
                                    why
                                            + ". The URL cannot be read again: it is not in the document of a job that this worker has claimed"));
        } catch (JobsCallException e) {
            if (e.statusCode() == 404 || e.statusCode() == 410) {
                throw e; // the job is over
            }
            throw new IOException(why + ", and the job document cannot be read: " + e.getMessage(), e);
        }
    }

    private Attempt.Result follow(Attempt attempt, URI first, boolean isChecked)
            throws IOException, InterruptedException {
        String document = Sha256.of(first.getScheme() + "://" + first.getRawAuthority() + first.getRawPath());
        URI url = first;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            Attempt.Result result = attempt.run(url, document, isChecked);
            if (!(result instanceof Attempt.Result.Moved moved)) {
                return result;
            }
            url = next(url, moved.location());
        }
        throw new DownloadFailedException("more than " + MOST_REDIRECTS + " redirects");
    }

    private URI next(URI url, String location) throws IOException {
        URI next;
        try {
            next = url.resolve(new URI(location.strip()));
        } catch (URISyntaxException e) {
            throw new DownloadFailedException("it redirects to an invalid URL");
        }
        if ("https".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
            throw new JobRejectedException("Cannot download " + PresignedUrl.shown(url)
                    + ": it redirects from https to " + next.getScheme() + ".");
        }
        return allowed.check(next.toString());
    }
}
