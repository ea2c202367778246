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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** A request for credentials that runs on its own thread, because it may hang in ways that nothing ends, as in a DNS query. */
final class CredentialRefresh {

    private final CredentialRequest request;
    private final Duration bound;
    private final long begunAt = System.nanoTime();
    private final CompletableFuture<AwsCredentials> result = new CompletableFuture<>();

    /** @param bound the time after which it is ended by the next call that needs its result */
    CredentialRefresh(CredentialRequest request, Duration bound) {
        this.request = request;
        this.bound = bound;
    }

    void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    CredentialRequest request() {
        return request;
    }

    CompletableFuture<AwsCredentials> result() {
        return result;
    }

    /** How long a call may still wait for it; zero if it is overdue. */
    Duration left() {
        Duration left = bound.minusNanos(System.nanoTime() - begunAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isOverdue() {
        return left().isZero();
    }

    /** Ends the request if it still runs; the refresh then fails, as soon as the request has ended. */
    void abort() {
        request.abort();
    }
}
