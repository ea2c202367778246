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
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response, for a thread that waits for it with a bound and can be interrupted; the stream of the JDK can do
 * neither. One piece is on the way at a time, so a body has no size here.
 */
final class Chunks implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    /** @param failure null for the end without one */
    private record Signal(List<ByteBuffer> bytes, Throwable failure) {}

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;

    /** Reads that body. The caller must close these chunks, which also cancels a response that has not ended. */
    static Chunks of(Flow.Publisher<List<ByteBuffer>> body) {
        Chunks chunks = new Chunks();
        body.subscribe(chunks);
        return chunks;
    }

    /**
     * The next piece.
     *
     * @return empty at the end
     * @throws HttpTimeoutException when nothing arrives in that time
     * @throws IOException when the connection broke
     */
    List<ByteBuffer> next(Duration wait) throws IOException, InterruptedException {
        Signal signal = signals.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (signal == null) {
            throw new HttpTimeoutException("the server has sent nothing for " + wait.toSeconds() + " s");
        }
        if (signal.failure() != null) {
            throw new IOException("the connection broke: " + signal.failure().getMessage(), signal.failure());
        }
        if (!signal.bytes().isEmpty()) {
            subscription.request(1);
        }
        return signal.bytes();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        signals.add(new Signal(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal(List.of(), failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(List.of(), null));
    }

    @Override
    public void close() {
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }
}
