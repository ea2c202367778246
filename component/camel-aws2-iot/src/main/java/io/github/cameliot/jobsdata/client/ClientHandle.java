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

/**
 * The client that a user of this class has until {@link #release()}: the user's own client, or one that is shared by
 * equal options.
 */
public final class ClientHandle<C> {

    private final C client;
    private final SharedClients<C> shared;
    private final ClientOptions options;

    private ClientHandle(C client, SharedClients<C> shared, ClientOptions options) {
        this.client = client;
        this.shared = shared;
        this.options = options;
    }

    /** A client of the user: used unchanged and never closed. */
    public static <C> ClientHandle<C> given(C client) {
        return new ClientHandle<>(client, null, null);
    }

    /** The client of these options; created if there is none. */
    public static <C> ClientHandle<C> shared(SharedClients<C> clients, ClientOptions options) {
        return new ClientHandle<>(clients.acquire(options), clients, options);
    }

    public C client() {
        return client;
    }

    /** Keeps the client open until the returned Runnable is run, even after {@link #release()}. */
    public Runnable use() {
        if (shared == null) {
            return () -> {};
        }
        shared.acquire(options);
        return () -> shared.release(options);
    }

    /** To be called once: a shared client is closed when its last user releases it. */
    public void release() {
        if (shared != null) {
            shared.release(options);
        }
    }
}
