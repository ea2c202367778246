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

/** The client that somebody works with until {@link #release()}: one of the user's, or one that equal options share. */
public final class ClientHandle<C> {

    private final C client;
    private final SharedClients<C> shared;
    private final ClientOptions options;

    private ClientHandle(C client, SharedClients<C> shared, ClientOptions options) {
        this.client = client;
        this.shared = shared;
        this.options = options;
    }

    /** A client of the user's: used as it is and never closed. */
    public static <C> ClientHandle<C> given(C client) {
        return new ClientHandle<>(client, null, null);
    }

    /** The client of these options, made if there is none. */
    public static <C> ClientHandle<C> shared(SharedClients<C> clients, ClientOptions options) {
        return new ClientHandle<>(clients.acquire(options), clients, options);
    }

    public C client() {
        return client;
    }

    /** Keeps the client open until what it returns is run, also beyond {@link #release()}. */
    public Runnable use() {
        if (shared == null) {
            return () -> {};
        }
        shared.acquire(options);
        return () -> shared.release(options);
    }

    /** Once: the last one who releases a shared client closes it. */
    public void release() {
        if (shared != null) {
            shared.release(options);
        }
    }
}
