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
package io.github.cameliot.jobsdata.health;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether the producers of one operation reach AWS. The check reads the results of the calls that routes make, and makes no
 * call of its own: each call of the data plane needs a permission on a thing, and the check knows of no thing that it may
 * read.
 *
 * <p>UP before the first call. DOWN when the last call to an account and region failed in a way in which the next call would
 * most likely fail, too ({@link #isOfTheService}). A failure counts for {@link #FAILURE_COUNTS}, or until a call succeeds.
 * Without this limit the check would stay DOWN if the application sends no messages to the route while it is DOWN.
 */
public final class ProducerHealthCheck extends AbstractHealthCheck {

    /** How long a failed call counts if no other call follows. */
    static final Duration FAILURE_COUNTS = Duration.ofMinutes(1);

    private static final int LONGEST = 1_000;

    private final LongSupplier clock;
    /** The last failed call of each account and region, until a call there succeeds. */
    private final Map<Object, Failure> failures = new ConcurrentHashMap<>();

    private volatile long lastResponseMillis;
    private volatile Failure lastFailure;

    /** @param at on the monotonic clock, nanoseconds */
    private record Failure(JobsCallException what, Instant time, long at) {}

    /** @param clock monotonic, nanoseconds */
    ProducerHealthCheck(String id, LongSupplier clock) {
        super("camel", id);
        this.clock = clock;
    }

    /**
     * The service has answered a call.
     *
     * @param service which AWS IoT Jobs, and as whom
     */
    public void answered(Object service) {
        lastResponseMillis = System.currentTimeMillis();
        if (!failures.isEmpty()) {
            failures.remove(service);
        }
    }

    /** A call has failed. If only its values were refused, it counts as answered. */
    public void failed(Object service, JobsCallException e) {
        if (!isOfTheService(e)) {
            answered(service);
            return;
        }
        Failure failure = new Failure(e, Instant.now(), clock.getAsLong());
        failures.put(service, failure);
        lastFailure = failure;
    }

    /** Makes a call and counts its result. */
    public <T> T call(Object service, Supplier<T> call) {
        T result;
        try {
            result = call.get();
        } catch (JobsCallException e) {
            failed(service, e);
            throw e;
        }
        answered(service);
        return result;
    }

    /**
     * Whether the next call would most likely fail, too: no response, a response that is not from AWS IoT Jobs, a server
     * error, throttling, or refused credentials. A refusal of the values of this call (400, 404, 409, 410) is no such failure.
     */
    private static boolean isOfTheService(JobsCallException e) {
        int status = e.statusCode();
        return status < 300
                || status == 401
                || status == 403
                || status == 429
                || status >= 500
                || e.errorType().equals("CertificateValidationException");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        long now = clock.getAsLong();
        failures.values().removeIf(f -> now - f.at >= FAILURE_COUNTS.toNanos());
        long response = lastResponseMillis;
        if (response != 0) {
            builder.detail("call.last.response", Instant.ofEpochMilli(response).toString());
        }
        Failure last = lastFailure;
        if (last != null) {
            builder.detail("call.last.failure", last.time.toString());
            builder.detail("failure", message(last.what));
        }
        failures.values().stream()
                .findFirst()
                .ifPresentOrElse(
                        f -> builder.error(f.what).message(message(f.what)).down(), builder::up);
    }

    private static String message(JobsCallException e) {
        return OneLine.of(e.getMessage(), LONGEST);
    }
}
