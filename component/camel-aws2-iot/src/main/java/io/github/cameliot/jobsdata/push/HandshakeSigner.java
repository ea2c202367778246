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
package io.github.cameliot.jobsdata.push;

import io.github.cameliot.jobsdata.client.AccessKeys;
import io.github.cameliot.jobsdata.client.SigningIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.mqtt5.Mqtt5WebsocketHandshakeTransformArgs;

/**
 * Signs the WebSocket handshake of an MQTT connection. The keys are read by a thread of its own, because a provider may
 * hang; the connection attempt fails then.
 *
 * <p>Source: AWS IoT developer guide, "MQTT over the WebSocket protocol": Signature Version 4 in the query, service {@code
 * iotdevicegateway}, the session token added after signing.
 */
final class HandshakeSigner implements Consumer<Mqtt5WebsocketHandshakeTransformArgs> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SigningIdentity identity;
    private final Consumer<Runnable> threads;
    private final AtomicBoolean reads = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** @param threads runs each task in a thread of its own */
    HandshakeSigner(SigningIdentity identity, Consumer<Runnable> threads) {
        this.identity = identity;
        this.threads = threads;
    }

    /** Called by native code, which ends the process if this throws. */
    @Override
    public void accept(Mqtt5WebsocketHandshakeTransformArgs handshake) {
        try {
            begin(handshake);
        } catch (RuntimeException | Error e) {
            // such as no memory, or no more threads
            fail(handshake, e);
        }
    }

    private void begin(Mqtt5WebsocketHandshakeTransformArgs handshake) {
        keys().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .thenCompose(keys -> sign(handshake.getHttpRequest(), keys))
                .whenComplete((request, e) -> {
                    if (e == null) {
                        handshake.complete(request);
                    } else {
                        fail(handshake, e instanceof CompletionException ? e.getCause() : e);
                    }
                });
    }

    private void fail(Mqtt5WebsocketHandshakeTransformArgs handshake, Throwable e) {
        failure.set(e);
        handshake.completeExceptionally(e);
    }

    /** Why the last handshake was not signed, once; null if it was. The client reports no more than an unknown error. */
    String takeFailure() {
        Throwable e = failure.getAndSet(null);
        if (e == null) {
            return null;
        }
        return e instanceof TimeoutException
                ? "the credentials provider has not returned within " + PATIENCE.toSeconds() + " seconds"
                : e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    }

    private CompletableFuture<AccessKeys> keys() {
        CompletableFuture<AccessKeys> keys = new CompletableFuture<>();
        if (reads.getAndSet(true)) {
            keys.completeExceptionally(new IllegalStateException("the credentials provider has not returned yet"));
            return keys;
        }
        try {
            threads.accept(() -> read(keys));
        } catch (RuntimeException | Error e) {
            reads.set(false);
            keys.completeExceptionally(e);
        }
        return keys;
    }

    private void read(CompletableFuture<AccessKeys> keys) {
        try {
            AccessKeys current = identity.keys().get();
            reads.set(false);
            keys.complete(current);
        } catch (RuntimeException | Error e) {
            reads.set(false);
            keys.completeExceptionally(e);
        }
    }

    private CompletableFuture<HttpRequest> sign(HttpRequest request, AccessKeys keys) {
        if (keys.isNone()) {
            return CompletableFuture.completedFuture(request);
        }
        AwsSigningConfig signing = new AwsSigningConfig();
        signing.setAlgorithm(AwsSigningConfig.AwsSigningAlgorithm.SIGV4);
        signing.setSignatureType(AwsSigningConfig.AwsSignatureType.HTTP_REQUEST_VIA_QUERY_PARAMS);
        signing.setRegion(identity.region());
        signing.setService("iotdevicegateway");
        signing.setOmitSessionToken(true);
        signing.setCredentials(
                new Credentials(bytes(keys.accessKey()), bytes(keys.secretKey()), bytes(keys.sessionToken())));
        return AwsSigner.signRequest(request, signing).whenComplete((signed, e) -> signing.close());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
